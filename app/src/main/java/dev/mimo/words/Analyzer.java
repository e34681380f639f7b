package dev.mimo.words;

import java.util.List;

/// Text to terms: Unicode word segmentation, lower case, English possessives and stems. Safe for many threads.
public final class Analyzer {
    /// Raised whenever the same text would give other terms; stored terms of another version are made anew.
    public static final int VERSION = 1;

    /// The terms of a text that is stored.
    public Terms analyze(String text) {
        throw new UnsupportedOperationException();
    }

    /// The terms of a question, without question words and auxiliaries; all of them when nothing else is left.
    public List<QueryTerm> analyzeQuery(String question) {
        throw new UnsupportedOperationException();
    }

    /// @param word as the question has it, for explanations
    /// @param hash of its stem, as in `Terms`
    public record QueryTerm(String word, int hash) {}
}
