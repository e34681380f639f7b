package dev.mimo.memory.recall;

import dev.mimo.memory.Filter;

/// What is asked of a namespace.
///
/// @param text not blank
/// @param limit most memories in the answer, 1 to `RecallSettings.limitMax`
/// @param maxTokens budget of the answer, in estimated tokens of the contents
/// @param minScore 0..1; what scores less is left out
/// @param offset rank at which the answer begins, 0 for the first page
public record Question(String text, Filter filter, int limit, int maxTokens, double minScore, Effort effort,
        Weights weights, boolean explain, int offset) {
    /// The same question with another limit of scores.
    Question withMinScore(double least) {
        return new Question(text, filter, limit, maxTokens, least, effort, weights, explain, offset);
    }
}
