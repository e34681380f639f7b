package dev.mimo.memory.recall;

import java.time.Duration;

/// Bounds and defaults of recall.
///
/// @param limitMax most memories in one answer
/// @param queryCharsMax of a question
/// @param candidates how many of each leg's best are considered, and more when the answer is to hold more
/// @param rerank how many of the best are compared word by word; at high effort so many times `HIGH`
/// @param minScore what scores less is left out, unless a caller says otherwise; 0 leaves out nothing
/// @param modelPatience how long a question waits for a model that is still loading, before it is answered by
///     words alone
/// @param vectorsWait how long a question waits for the vectors of a few memories that were written a moment ago
/// @param weights of the signals, unless a caller sets its own
public record RecallSettings(int limitMax, int queryCharsMax, int candidates, int rerank, double minScore,
        Duration modelPatience, Duration vectorsWait, Weights weights) {
    /// How many times as much is considered at high effort.
    static final int HIGH = 2;
    /// The most that a store gives at once.
    private static final int PAGE_MAX = 200;

    public static RecallSettings defaults() {
        return new RecallSettings(200, 8000, 100, 75, 0.46, Duration.ofSeconds(10), Duration.ofMillis(300),
                Weights.DEFAULTS);
    }

    public RecallSettings {
        if (limitMax < 1 || limitMax > PAGE_MAX || queryCharsMax < 1 || candidates < 1 || rerank < 1
                || modelPatience.isNegative() || vectorsWait.isNegative()) {
            throw new IllegalArgumentException(
                    "recall limits must be positive, limit_max at most 200");
        }
        if (!(minScore >= 0 && minScore <= 1)) {
            throw new IllegalArgumentException("min_score must be in 0..1, not " + minScore);
        }
        if (!weights.anyCounts()) {
            throw new IllegalArgumentException("weights must not all be 0, or nothing would count");
        }
    }
}
