package dev.mimo.words;

/// The best `k` of any number of scored ordinals, in memory for `k`: a heap with the worst on top. Of equal scores
/// the one offered first stays.
final class TopK {
    private final int[] ordinals;
    private final float[] scores;
    private int size;

    /// @param k at least 1
    TopK(int k) {
        ordinals = new int[k];
        scores = new float[k];
    }

    /// What a score has to exceed to enter; 0 while there is room, as only what matches scores above.
    float threshold() {
        return size < scores.length ? 0 : scores[0];
    }

    void offer(int ordinal, float score) {
        if (score <= threshold()) {
            return;
        }
        if (size < scores.length) {
            size++;
            rise(size - 1, ordinal, score);
        } else {
            sink(ordinal, score);
        }
    }

    /// Takes all out, best first.
    WordIndex.Hits drain() {
        int[] best = new int[size];
        float[] bestScores = new float[size];
        while (size > 0) {
            size--;
            best[size] = ordinals[0];
            bestScores[size] = scores[0];
            sink(ordinals[size], scores[size]);
        }
        return new WordIndex.Hits(best, bestScores);
    }

    private void rise(int from, int ordinal, float score) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (!worse(ordinal, score, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        place(at, ordinal, score);
    }

    /// Puts this one in place of the one on top.
    private void sink(int ordinal, float score) {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && worse(ordinals[child + 1], scores[child + 1], child)) {
                child++;
            }
            if (worse(ordinal, score, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        place(at, ordinal, score);
    }

    private boolean worse(int ordinal, float score, int than) {
        return score < scores[than] || (score == scores[than] && ordinal > ordinals[than]);
    }

    private void move(int from, int to) {
        place(to, ordinals[from], scores[from]);
    }

    private void place(int at, int ordinal, float score) {
        ordinals[at] = ordinal;
        scores[at] = score;
    }
}
