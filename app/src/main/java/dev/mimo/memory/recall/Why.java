package dev.mimo.memory.recall;

import java.util.List;

/// Why a memory scored what it scored: the parts add up to the score.
///
/// @param matchedWords the question's words that the memory holds
/// @param vector whether a vector of its own took part
public record Why(List<Part> parts, List<String> matchedWords, Vector vector) {
    /// What is known of a memory's vector.
    public enum Vector {
        COMPARED,
        /// It has none yet.
        PENDING,
        /// The model cannot read the question or the text.
        UNREADABLE
    }

    public Why {
        parts = List.copyOf(parts);
        matchedWords = List.copyOf(matchedWords);
    }

    /// The same with another vector.
    public Why with(Vector other) {
        return new Why(parts, matchedWords, other);
    }

    /// One signal's share of a score.
    ///
    /// @param raw as measured: BM25, cosine, a neighbour's match, days of age, a count
    /// @param normalized on a scale of 0..1
    /// @param added to the score: `weight` times `normalized`
    public record Part(String signal, double raw, double normalized, double weight, double added) {}
}
