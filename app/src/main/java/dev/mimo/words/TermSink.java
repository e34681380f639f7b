package dev.mimo.words;

/// Takes the terms of a text, in no order.
@FunctionalInterface
interface TermSink {
    /// @param hash of the term
    /// @param plain as a stop word would be written; empty for what can be none
    /// @param from where it is written in the text
    /// @param to where it ends
    void take(int hash, String plain, int from, int to);
}
