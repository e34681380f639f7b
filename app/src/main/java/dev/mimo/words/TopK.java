package dev.mimo.words;

import java.util.Comparator;
import java.util.PriorityQueue;

/// The best `k` of any number of scored ordinals, in memory for `k`. Of equal scores the smaller ordinal is the better.
final class TopK {
    private record Hit(int ordinal, float score) {}

    private static final Comparator<Hit> WORST_FIRST = (one, other) -> one.score() == other.score()
            ? Integer.compare(other.ordinal(), one.ordinal())
            : Float.compare(one.score(), other.score());

    private final int k;
    private final PriorityQueue<Hit> best = new PriorityQueue<>(WORST_FIRST);
    private float threshold;

    /// @param k at least 1
    TopK(int k) {
        this.k = k;
    }

    /// What a score has to exceed to enter; 0 while there is room, as only what matches scores above.
    float threshold() {
        return threshold;
    }

    /// @param ordinal greater than all before
    void offer(int ordinal, float score) {
        if (score <= threshold) {
            return;
        }
        if (best.size() == k) {
            best.remove();
        }
        best.add(new Hit(ordinal, score));
        threshold = best.size() < k ? 0 : best.element().score();
    }

    /// Takes all out, best first.
    WordIndex.Hits drain() {
        int[] ordinals = new int[best.size()];
        float[] scores = new float[ordinals.length];
        for (int place = ordinals.length - 1; place >= 0; place--) {
            Hit worst = best.remove();
            ordinals[place] = worst.ordinal();
            scores[place] = worst.score();
        }
        return new WordIndex.Hits(ordinals, scores);
    }
}
