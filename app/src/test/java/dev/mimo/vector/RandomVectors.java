package dev.mimo.vector;

import java.util.Random;

/// Vectors to test with.
final class RandomVectors {
    private RandomVectors() {}

    static byte[] codes(Random random, int length) {
        byte[] codes = new byte[length];
        for (int i = 0; i < length; i++) {
            codes[i] = (byte) (random.nextInt(255) - 127);
        }
        return codes;
    }

    static float[] normal(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static float[] unit(Random random, int length) {
        return toUnit(normal(random, length));
    }

    /// Near a centre, at a distance of about `spread` before it is made a unit vector.
    static float[] near(Random random, float[] centre, double spread) {
        float[] values = new float[centre.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (centre[i] + random.nextGaussian() * spread / Math.sqrt(centre.length));
        }
        return toUnit(values);
    }

    static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return dot / (length(a) * length(b));
    }

    private static float[] toUnit(float[] values) {
        double length = length(values);
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) length;
        }
        return values;
    }

    private static double length(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
