package dev.mimo.vector;

import java.util.Objects;

/// Loops in the shapes that HotSpot makes fastest without the Vector API.
///
/// Float sums must keep their order, so the compiler cannot vectorize them; eight independent sums at least keep
/// its adders busy. Bytes take a detour: HotSpot vectorizes byte to float, float to int and int sums, but not byte
/// to int, and the detour is exact, because a product of two codes has 14 bits and a float holds 24.
final class ScalarKernels implements DotKernels {
    @Override
    public String name() {
        return "plain";
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        Objects.checkFromIndexSize(aFrom, length, a.length);
        Objects.checkFromIndexSize(bFrom, length, b.length);
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int bound = length - length % 8;
        for (int i = 0; i < bound; i += 8) {
            s0 += a[aFrom + i] * b[bFrom + i];
            s1 += a[aFrom + i + 1] * b[bFrom + i + 1];
            s2 += a[aFrom + i + 2] * b[bFrom + i + 2];
            s3 += a[aFrom + i + 3] * b[bFrom + i + 3];
            s4 += a[aFrom + i + 4] * b[bFrom + i + 4];
            s5 += a[aFrom + i + 5] * b[bFrom + i + 5];
            s6 += a[aFrom + i + 6] * b[bFrom + i + 6];
            s7 += a[aFrom + i + 7] * b[bFrom + i + 7];
        }
        for (int i = bound; i < length; i++) {
            s0 += a[aFrom + i] * b[bFrom + i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    @Override
    public void dots(float[] query, float[] rows, int from, float[] out, int count) {
        for (int r = 0; r < count; r++) {
            out[r] = dot(query, 0, rows, from + r * query.length, query.length);
        }
    }

    @Override
    public void dots(short[] query, byte[] rows, int from, int[] out, int count) {
        for (int r = 0; r < count; r++) {
            out[r] = dot(query, rows, from + r * query.length);
        }
    }

    private static int dot(short[] query, byte[] rows, int from) {
        Objects.checkFromIndexSize(from, query.length, rows.length);
        int sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += (int) ((float) query[i] * (float) rows[from + i]);
        }
        return sum;
    }
}
