package dev.mimo.memory.recall;

import dev.mimo.memory.Filter;
import java.time.Duration;

/// What is asked of a namespace.
///
/// @param text not blank
/// @param limit most memories in the answer, 1 to `RecallSettings.limitMax`
/// @param maxTokens budget of the answer, in estimated tokens of the contents
/// @param minScore 0..1; what scores less is left out
/// @param offset rank at which the answer begins, 0 for the first page
/// @param patience how long it waits at most for a model that loads, and for vectors of what was written a moment ago;
///     the settings may say less
public record Question(String text, Filter filter, int limit, int maxTokens, double minScore, Effort effort,
        Weights weights, boolean explain, int offset, Duration patience) {
    /// As patient as the settings allow.
    public Question(String text, Filter filter, int limit, int maxTokens, double minScore, Effort effort,
            Weights weights, boolean explain, int offset) {
        this(text, filter, limit, maxTokens, minScore, effort, weights, explain, offset, Duration.ofDays(1));
    }

    /// The shorter of the two.
    Duration within(Duration allowed) {
        return allowed.compareTo(patience) < 0 ? allowed : patience;
    }

    /// The same question with another limit of scores.
    Question withMinScore(double least) {
        return new Question(text, filter, limit, maxTokens, least, effort, weights, explain, offset,
                patience);
    }
}
