package dev.mimo.memory.recall;

import java.util.List;

/// Why a memory scored what it scored: the parts add up to the score.
///
/// @param matchedWords the question's words that the memory holds
/// @param pending whether it was scored without a vector of its own
public record Why(List<Part> parts, List<String> matchedWords, boolean pending) {
    public Why {
        parts = List.copyOf(parts);
        matchedWords = List.copyOf(matchedWords);
    }

    /// One signal's share of a score.
    ///
    /// @param raw as measured: BM25, cosine, a neighbour's match, days of age, a count
    /// @param normalized on a scale of 0..1
    /// @param added to the score: `weight` times `normalized`
    public record Part(String signal, double raw, double normalized, double weight, double added) {}
}
