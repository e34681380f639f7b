package dev.mimo.vector;

import java.util.Random;

/// A fixed rotation that spreads each dimension over all: two rounds of shuffling, flipping signs, and Hadamard
/// transforms of blocks. Lengths and angles stay as they were. The blocks are powers of two that sum up to the
/// dimension (384 is 256 + 128), so that any dimension works without padding; the shuffle mixes across them.
///
/// Codes are compared across processes and years: what it computes must never change for a given dimension.
final class RandomRotation {
    private static final int ROUNDS = 2;
    private static final long SEED = 0x6D696D6FL;

    private final int[][] sources = new int[ROUNDS][];
    private final float[][] factors = new float[ROUNDS][];

    RandomRotation(int dimension) {
        // Its algorithm is part of Java's specification, so every JVM draws the same numbers.
        Random random = new Random(SEED + dimension);
        for (int round = 0; round < ROUNDS; round++) {
            sources[round] = shuffled(dimension, random);
            factors[round] = signs(dimension, random);
        }
    }

    /// @return a new array
    float[] rotate(float[] vector) {
        float[] current = vector;
        for (int round = 0; round < ROUNDS; round++) {
            int[] source = sources[round];
            float[] factor = factors[round];
            float[] next = new float[current.length];
            for (int i = 0; i < next.length; i++) {
                next[i] = current[source[i]] * factor[i];
            }
            for (int from = 0; from < next.length; from += block(next.length, from)) {
                hadamard(next, from, block(next.length, from));
            }
            current = next;
        }
        return current;
    }

    private static int block(int dimension, int from) {
        return Integer.highestOneBit(dimension - from);
    }

    /// Three steps of the butterfly at a time while there are as many, which reads and writes a third as often; the
    /// order of additions, and so every bit, is that of single steps.
    private static void hadamard(float[] values, int from, int length) {
        int half = 1;
        for (; 8 * half <= length; half *= 8) {
            for (int group = from; group < from + length; group += 8 * half) {
                for (int i = group; i < group + half; i++) {
                    hadamardOf8(values, i, half);
                }
            }
        }
        for (; half < length; half *= 2) {
            for (int pair = from; pair < from + length; pair += 2 * half) {
                for (int i = pair; i < pair + half; i++) {
                    float left = values[i];
                    float right = values[i + half];
                    values[i] = left + right;
                    values[i + half] = left - right;
                }
            }
        }
    }

    private static void hadamardOf8(float[] values, int from, int step) {
        float a = values[from] + values[from + step];
        float b = values[from] - values[from + step];
        float c = values[from + 2 * step] + values[from + 3 * step];
        float d = values[from + 2 * step] - values[from + 3 * step];
        float e = values[from + 4 * step] + values[from + 5 * step];
        float f = values[from + 4 * step] - values[from + 5 * step];
        float g = values[from + 6 * step] + values[from + 7 * step];
        float h = values[from + 6 * step] - values[from + 7 * step];
        values[from] = (a + c) + (e + g);
        values[from + step] = (b + d) + (f + h);
        values[from + 2 * step] = (a - c) + (e - g);
        values[from + 3 * step] = (b - d) + (f - h);
        values[from + 4 * step] = (a + c) - (e + g);
        values[from + 5 * step] = (b + d) - (f + h);
        values[from + 6 * step] = (a - c) - (e - g);
        values[from + 7 * step] = (b - d) - (f - h);
    }

    private static int[] shuffled(int length, Random random) {
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /// Random signs, and the factor that keeps a Hadamard transform from lengthening.
    private static float[] signs(int dimension, Random random) {
        float[] signs = new float[dimension];
        for (int from = 0; from < dimension; from += block(dimension, from)) {
            int length = block(dimension, from);
            float factor = (float) (1 / Math.sqrt(length));
            for (int i = from; i < from + length; i++) {
                signs[i] = random.nextBoolean() ? factor : -factor;
            }
        }
        return signs;
    }
}
