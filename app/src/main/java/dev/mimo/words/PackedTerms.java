package dev.mimo.words;

import java.util.Arrays;

/// The stored form of `TermFrequencies`, all numbers as unsigned varints (seven bits a byte, lowest first):
///
/// - how many terms there are, then the distance of each hash from the one before, less one
/// - how many of them occur more than once, then for each: how many terms lie between it and the one before,
///   and its count less two
///
/// Most words of a short text occur once, so counts cost next to nothing.
final class PackedTerms {
    private static final long BEFORE_FIRST = Integer.MIN_VALUE - 1L;

    private byte[] bytes;
    private int at;

    private PackedTerms(byte[] bytes) {
        this.bytes = bytes;
    }

    static byte[] pack(TermFrequencies terms) {
        PackedTerms out = new PackedTerms(new byte[8 + terms.hashes().length * 5]);
        out.write(terms.hashes().length);
        long last = BEFORE_FIRST;
        for (int hash : terms.hashes()) {
            out.write(hash - last - 1);
            last = hash;
        }
        out.write(Arrays.stream(terms.counts()).filter(count -> count > 1).count());
        int lastRepeated = -1;
        for (int i = 0; i < terms.counts().length; i++) {
            if (terms.counts()[i] > 1) {
                out.write(i - lastRepeated - 1);
                out.write(terms.counts()[i] - 2);
                lastRepeated = i;
            }
        }
        return Arrays.copyOf(out.bytes, out.at);
    }

    static TermFrequencies unpack(byte[] packed) {
        PackedTerms in = new PackedTerms(packed);
        // a term takes at least one byte, so a wild number is refused before anything of its size is made
        int[] hashes = new int[(int) in.read(packed.length)];
        long last = BEFORE_FIRST;
        for (int i = 0; i < hashes.length; i++) {
            last += 1 + in.read(Integer.MAX_VALUE - last - 1);
            hashes[i] = (int) last;
        }
        int[] counts = new int[hashes.length];
        Arrays.fill(counts, 1);
        long length = hashes.length;
        int lastRepeated = -1;
        for (long left = in.read(hashes.length); left > 0; left--) {
            lastRepeated += 1 + (int) in.read(hashes.length - lastRepeated - 2L);
            counts[lastRepeated] = 2 + (int) in.read(Integer.MAX_VALUE - 2L);
            length += counts[lastRepeated] - 1;
        }
        if (in.at != packed.length || length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not packed terms: ends at byte " + in.at + " of " + packed.length);
        }
        return new TermFrequencies(hashes, counts, (int) length);
    }

    private void write(long number) {
        if (at + 5 > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        long rest = number;
        while (rest > 0x7f) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
    }

    private long read(long max) {
        long number = 0;
        for (int shift = 0; shift < 35 && at < bytes.length; shift += 7) {
            byte next = bytes[at++];
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                if (number <= max) {
                    return number;
                }
                break;
            }
        }
        throw new IllegalArgumentException("not packed terms: no number up to " + max + " before byte " + at);
    }
}
