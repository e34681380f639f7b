package dev.mimo.memory.recall;

/// How much each signal counts; a caller may set any. See `Fusion` for what they weigh.
///
/// @param words BM25 of the words
/// @param meaning cosine of the embeddings
/// @param context neighbours, session, speaker and time named in the question
/// @param importance what the writer called important
/// @param recency how lately it happened; counts only when the question speaks of time
/// @param access how often it was recalled
public record Weights(double words, double meaning, double context, double importance, double recency,
        double access) {
    public static final Weights DEFAULTS = new Weights(0.35, 0.65, 1, 0, 0, 0);

    public Weights {
        for (double weight : new double[]{words, meaning, context, importance, recency, access}) {
            if (!(weight >= 0 && weight <= 10)) {
                throw new IllegalArgumentException("a weight is a number from 0 to 10: " + weight);
            }
        }
    }

    /// Whether at least one signal counts: without, there is no score.
    public boolean anyCounts() {
        return sum() > 0;
    }

    double sum() {
        return words + meaning + context + importance + recency + access;
    }
}
