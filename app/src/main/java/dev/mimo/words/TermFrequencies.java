package dev.mimo.words;

import java.util.Arrays;

/// The search terms of one text: hashes of stems in ascending order, and how often each occurs.
///
/// @param hashes 32-bit hashes, ascending, each once
/// @param counts aligned with `hashes`, each at least 1
/// @param length how many terms the text has, repeats included
public record TermFrequencies(int[] hashes, int[] counts, int length) {
    public TermFrequencies {
        if (hashes.length != counts.length) {
            throw new IllegalArgumentException(hashes.length + " hashes, but " + counts.length + " counts");
        }
        long total = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (counts[i] < 1 || (i > 0 && hashes[i - 1] >= hashes[i])) {
                throw new IllegalArgumentException("hashes ascend and counts are positive: not so at " + i);
            }
            total += counts[i];
        }
        if (total != length) {
            throw new IllegalArgumentException("counts add up to " + total + ", not to " + length);
        }
    }

    /// Gathers the hashes of a text's words, in any order and with repeats; the array given is sorted in place.
    static TermFrequencies of(int[] words) {
        Arrays.sort(words);
        int[] hashes = new int[words.length];
        int[] counts = new int[words.length];
        int distinct = 0;
        for (int i = 0; i < words.length; i++) {
            if (i == 0 || words[i] != words[i - 1]) {
                hashes[distinct++] = words[i];
            }
            counts[distinct - 1]++;
        }
        return new TermFrequencies(Arrays.copyOf(hashes, distinct), Arrays.copyOf(counts, distinct), words.length);
    }

    /// The stored form: compact (about 5 bytes a term), and the same in every process.
    public byte[] pack() {
        return PackedTerms.pack(this);
    }

    /// Reads what `pack` wrote; throws `IllegalArgumentException` when it is anything else.
    public static TermFrequencies unpack(byte[] packed) {
        return PackedTerms.unpack(packed);
    }
}
