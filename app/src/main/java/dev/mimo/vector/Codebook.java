package dev.mimo.vector;

import java.util.Arrays;

/// How a rotated coordinate becomes a few bits and, again, a byte: after rotation coordinates are spread much like
/// a normal distribution, whose best levels for few bits are known (Lloyd 1957, Max 1960). Levels are in proportion
/// to it, the greatest 127; what one is worth is a scale kept with each vector.
final class Codebook {
    /// Up to here, comparing with each threshold costs less than the branches of a search.
    private static final int COUNTED_MAX = 15;

    private final int bits;
    /// In ascending order, for a coordinate of variance 1.
    private final float[] thresholds;
    /// By index, in ascending order.
    private final byte[] levels;
    /// All levels of a packed byte, for each of the 256 there are.
    private final byte[] unpacked;

    private Codebook(int bits, double... positive) {
        this.bits = bits;
        int half = positive.length;
        levels = new byte[2 * half];
        double[] exact = new double[2 * half];
        for (int i = 0; i < half; i++) {
            byte level = (byte) Math.round(127 * positive[i] / positive[half - 1]);
            levels[half + i] = level;
            levels[half - 1 - i] = (byte) -level;
            exact[half + i] = positive[i];
            exact[half - 1 - i] = -positive[i];
        }
        thresholds = new float[levels.length - 1];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = (float) ((exact[i] + exact[i + 1]) / 2);
        }
        unpacked = unpacked(bits, levels);
    }

    /// @param bits 1, 2, 4 or 8
    static Codebook ofBits(int bits) {
        return switch (bits) {
            case 1 -> new Codebook(1, 0.7979);
            case 2 -> new Codebook(2, 0.4528, 1.5104);
            case 4 -> new Codebook(4, 0.1284, 0.3880, 0.6568, 0.9423, 1.2562, 1.6180, 2.0690, 2.7326);
            case 8 -> new Codebook(8, evenly(128, 4));
            default -> throw new IllegalArgumentException(bits + " bits");
        };
    }

    int bits() {
        return bits;
    }

    /// Bytes that so many coordinates take.
    int packedLength(int coordinates) {
        return (coordinates * bits + 7) / 8;
    }

    /// Packs the levels nearest to coordinates, the first in the lowest bits of the first byte.
    ///
    /// @param toVariance1 what makes the variance of a coordinate 1
    /// @return the product of what is packed with the coordinates
    double pack(float[] coordinates, float toVariance1, byte[] packed, int from) {
        int perByte = 8 / bits;
        double product = 0;
        for (int first = 0; first < coordinates.length; first += perByte) {
            int indices = 0;
            for (int i = Math.min(first + perByte, coordinates.length) - 1; i >= first; i--) {
                int index = index(coordinates[i] * toVariance1);
                product += (double) levels[index] * coordinates[i];
                indices = indices << bits | index;
            }
            packed[from + first / perByte] = (byte) indices;
        }
        return product;
    }

    /// @return the index of the level nearest to a coordinate of variance 1
    private int index(float coordinate) {
        if (thresholds.length > COUNTED_MAX) {
            int found = Arrays.binarySearch(thresholds, coordinate);
            return found >= 0 ? found : -found - 1;
        }
        int below = 0;
        for (float threshold : thresholds) {
            below += threshold < coordinate ? 1 : 0;
        }
        return below;
    }

    /// The levels of packed indices.
    void unpack(byte[] packed, int from, byte[] out, int outFrom, int length) {
        int perByte = 8 / bits;
        int whole = length / perByte;
        for (int i = 0; i < whole; i++) {
            int row = (packed[from + i] & 0xFF) * perByte;
            for (int j = 0; j < perByte; j++) {
                out[outFrom + i * perByte + j] = unpacked[row + j];
            }
        }
        for (int i = whole * perByte; i < length; i++) {
            out[outFrom + i] = unpacked[(packed[from + whole] & 0xFF) * perByte + i % perByte];
        }
    }

    private static double[] evenly(int count, double greatest) {
        double[] positive = new double[count];
        for (int i = 0; i < count; i++) {
            positive[i] = greatest * (i + 0.5) / count;
        }
        return positive;
    }

    private static byte[] unpacked(int bits, byte[] levels) {
        int perByte = 8 / bits;
        byte[] all = new byte[256 * perByte];
        for (int i = 0; i < all.length; i++) {
            int shift = i % perByte * bits;
            all[i] = levels[((i / perByte) >> shift) & (levels.length - 1)];
        }
        return all;
    }
}
