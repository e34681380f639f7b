package dev.mimo.words;

/// The search terms of one text: hashes of stems in ascending order, and how often each occurs.
///
/// @param hashes 32-bit hashes, ascending, each once
/// @param counts aligned with `hashes`, each at least 1
/// @param length how many terms the text has, repeats included
public record Terms(int[] hashes, int[] counts, int length) {
    /// The stored form: compact, and the same in every process.
    public byte[] pack() {
        throw new UnsupportedOperationException();
    }

    public static Terms unpack(byte[] packed) {
        throw new UnsupportedOperationException();
    }
}
