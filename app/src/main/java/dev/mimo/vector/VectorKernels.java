package dev.mimo.vector;

import java.util.Objects;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The Vector API's kernels, in whatever width the machine prefers.
///
/// Floats: four sums of fused multiply-adds hide the latency of each. Bytes: codes within ±127 let the sum of two
/// products stay in a 16-bit lane (2 x 127 x 127 = 32,258), so two codes cost one multiplication each in the
/// narrow lanes, and only their sum is widened. It is widened by flipping its sign bit, which makes it
/// 32,768 more and never negative: then its halves need a shift and a mask, no sign extension, and what was added is
/// taken off at the end.
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    /// Of the same shape as the shorts, which may be narrower than what the machine prefers for ints.
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHORTS.vectorShape());
    /// As many bytes as there are shorts.
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, SHORTS.vectorBitSize() / 2)));

    private static final int STEP = 2 * SHORTS.length();
    private static final int SIGN_BITS = 0x8000_8000;
    private static final int BIAS = 0x8000;

    /// Whether this machine has vectors of 128 bits or more; below, the Vector API only costs.
    static boolean worthUsing() {
        return SHORTS.vectorBitSize() >= 128;
    }

    @Override public String name() {
        return "vector-api (" + FLOATS.vectorBitSize() + " bit)";
    }

    @Override public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        return floatDot(a, aFrom, b, bFrom, length);
    }

    @Override public void dots(float[] query, float[] rows, int from, float[] out, int count) {
        for (int r = 0; r < count; r++) {
            out[r] = floatDot(query, 0, rows, from + r * query.length, query.length);
        }
    }

    @Override public int dot(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        Objects.checkFromIndexSize(aFrom, length, a.length);
        Objects.checkFromIndexSize(bFrom, length, b.length);
        IntVector high = IntVector.zero(INTS);
        IntVector low = IntVector.zero(INTS);
        int bound = length - length % STEP;
        for (int i = 0; i < bound; i += STEP) {
            IntVector pairs = pairs(shorts(a, aFrom + i), shorts(a, aFrom + i + STEP / 2), b, bFrom + i);
            high = high.add(pairs.lanewise(VectorOperators.LSHR, 16));
            low = low.add(pairs.and(0xFFFF));
        }
        int sum = high.add(low).reduceLanes(VectorOperators.ADD) - BIAS * (bound / 2);
        for (int i = bound; i < length; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    @Override public void dots(short[] query, byte[] rows, int from, int[] out, int count) {
        for (int r = 0; r < count; r++) {
            out[r] = dot(query, rows, from + r * query.length);
        }
    }

    private static int dot(short[] query, byte[] rows, int from) {
        Objects.checkFromIndexSize(from, query.length, rows.length);
        IntVector high = IntVector.zero(INTS);
        IntVector low = IntVector.zero(INTS);
        int bound = query.length - query.length % STEP;
        for (int i = 0; i < bound; i += STEP) {
            IntVector pairs = pairs(ShortVector.fromArray(SHORTS, query, i),
                    ShortVector.fromArray(SHORTS, query, i + STEP / 2), rows, from + i);
            high = high.add(pairs.lanewise(VectorOperators.LSHR, 16));
            low = low.add(pairs.and(0xFFFF));
        }
        int sum = high.add(low).reduceLanes(VectorOperators.ADD) - BIAS * (bound / 2);
        for (int i = bound; i < query.length; i++) {
            sum += query[i] * rows[from + i];
        }
        return sum;
    }

    /// Two sums of two products in each int lane, each 32,768 too great.
    private static IntVector pairs(ShortVector first, ShortVector second, byte[] codes, int from) {
        return first.mul(shorts(codes, from))
                .add(second.mul(shorts(codes, from + STEP / 2)))
                .reinterpretAsInts()
                .lanewise(VectorOperators.XOR, SIGN_BITS);
    }

    private static ShortVector shorts(byte[] codes, int from) {
        return (ShortVector) ByteVector.fromArray(BYTES, codes, from).convertShape(VectorOperators.B2S, SHORTS, 0);
    }

    private static float floatDot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        Objects.checkFromIndexSize(aFrom, length, a.length);
        Objects.checkFromIndexSize(bFrom, length, b.length);
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int lanes = FLOATS.length();
        int i = 0;
        for (; i <= length - 4 * lanes; i += 4 * lanes) {
            s0 = product(a, aFrom + i, b, bFrom + i, s0);
            s1 = product(a, aFrom + i + lanes, b, bFrom + i + lanes, s1);
            s2 = product(a, aFrom + i + 2 * lanes, b, bFrom + i + 2 * lanes, s2);
            s3 = product(a, aFrom + i + 3 * lanes, b, bFrom + i + 3 * lanes, s3);
        }
        for (; i <= length - lanes; i += lanes) {
            s0 = product(a, aFrom + i, b, bFrom + i, s0);
        }
        float sum = s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            sum = Math.fma(a[aFrom + i], b[bFrom + i], sum);
        }
        return sum;
    }

    private static FloatVector product(float[] a, int aFrom, float[] b, int bFrom, FloatVector sum) {
        return FloatVector.fromArray(FLOATS, a, aFrom).fma(FloatVector.fromArray(FLOATS, b, bFrom), sum);
    }
}
