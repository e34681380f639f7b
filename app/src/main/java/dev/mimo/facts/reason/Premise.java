package dev.mimo.facts.reason;

/// A statement as it was stored. Several facts may say the same.
///
/// @param fact the caller's number of the stored fact
/// @param confidence from 0 to 1
public record Premise(Statement statement, long fact, double confidence) {
    public Premise {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence is from 0 to 1: " + confidence);
        }
    }
}
