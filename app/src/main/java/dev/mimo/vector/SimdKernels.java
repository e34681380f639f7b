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
/// narrow lanes, and only their sum is widened: the upper half of an int by one shift; the lower by flipping its sign
/// bit, which makes it 32,768 more and never negative, and a mask (flip and mask are one instruction on AVX-512), what
/// was added being taken off at the end.
///
/// Many rows are read at several far-apart places at once: one stream of loads is not enough to use all of the
/// memory's bandwidth. Four streams for floats, two for bytes, where four would be more than the compiler inlines.
///
/// Until HotSpot has compiled it, code on the Vector API is a hundred times slower than a loop, and the first search
/// of a great index would take seconds. So scans begin with the plain kernel, which gives the very same answers, and
/// a few rows of each thousand are computed the other way too, until that is fast.
final class SimdKernels implements DotKernels {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    /// Of the same shape as the shorts, which may be narrower than what the machine prefers for ints.
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHORTS.vectorShape());
    /// As many bytes as there are shorts.
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, SHORTS.vectorBitSize() / 2)));

    private static final int STEP = 2 * SHORTS.length();
    private static final int BIAS = 0x8000;
    private static final int SAMPLE_ROWS = 4;
    private static final int SAMPLE_EVERY = 1024;

    private final DotKernels uncompiled = DotKernels.plain();
    /// Whether the byte kernel was seen to run at the speed of compiled code; never goes back.
    private volatile boolean compiled;
    /// About: threads may overwrite each other's count.
    private int rowsSinceSample;

    /// Whether this machine has vectors of 128 bits or more; below, the Vector API only costs.
    static boolean worthUsing() {
        return SHORTS.vectorBitSize() >= 128;
    }

    @Override
    public String name() {
        return "vector-api (" + FLOATS.vectorBitSize() + " bit)";
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        return floatDot(a, aFrom, b, bFrom, length);
    }

    @Override
    public void dots(float[] query, float[] rows, int from, float[] out, int count) {
        Objects.checkFromIndexSize(from, Math.multiplyExact(count, query.length), rows.length);
        int stride = count / 4;
        for (int r = 0; r < stride; r++) {
            fourDots(query, rows, from + r * query.length, out, r, stride);
        }
        for (int r = 4 * stride; r < count; r++) {
            out[r] = floatDot(query, 0, rows, from + r * query.length, query.length);
        }
    }

    private static void fourDots(float[] query, float[] rows, int at0, float[] out, int r, int stride) {
        int length = query.length;
        int at1 = at0 + stride * length;
        int at2 = at1 + stride * length;
        int at3 = at2 + stride * length;
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int bound = FLOATS.loopBound(length);
        for (int i = 0; i < bound; i += FLOATS.length()) {
            FloatVector part = FloatVector.fromArray(FLOATS, query, i);
            s0 = part.fma(FloatVector.fromArray(FLOATS, rows, at0 + i), s0);
            s1 = part.fma(FloatVector.fromArray(FLOATS, rows, at1 + i), s1);
            s2 = part.fma(FloatVector.fromArray(FLOATS, rows, at2 + i), s2);
            s3 = part.fma(FloatVector.fromArray(FLOATS, rows, at3 + i), s3);
        }
        int rest = length - bound;
        out[r] = s0.reduceLanes(VectorOperators.ADD) + rest(query, bound, rows, at0 + bound, rest);
        out[r + stride] = s1.reduceLanes(VectorOperators.ADD) + rest(query, bound, rows, at1 + bound, rest);
        out[r + 2 * stride] = s2.reduceLanes(VectorOperators.ADD) + rest(query, bound, rows, at2 + bound, rest);
        out[r + 3 * stride] = s3.reduceLanes(VectorOperators.ADD) + rest(query, bound, rows, at3 + bound, rest);
    }

    @Override
    public void dots(short[] query, byte[] rows, int from, int[] out, int count) {
        Objects.checkFromIndexSize(from, Math.multiplyExact(count, query.length), rows.length);
        if (compiled) {
            byteDots(query, rows, from, out, count);
        } else {
            uncompiled.dots(query, rows, from, out, count);
            rowsSinceSample += count;
            if (count >= SAMPLE_ROWS && rowsSinceSample >= SAMPLE_EVERY) {
                rowsSinceSample = 0;
                compiled = isFast(query, rows, from, out);
            }
        }
    }

    /// Computes some rows again, which gives the compiler what it wants to see, and times it.
    private static boolean isFast(short[] query, byte[] rows, int from, int[] out) {
        long begun = System.nanoTime();
        byteDots(query, rows, from, out, SAMPLE_ROWS);
        return System.nanoTime() - begun < 1000 + (long) SAMPLE_ROWS * query.length / 2;
    }

    private static void byteDots(short[] query, byte[] rows, int from, int[] out, int count) {
        int stride = count / 2;
        for (int r = 0; r < stride; r++) {
            twoDots(query, rows, from + r * query.length, out, r, stride);
        }
        if (count % 2 == 1) {
            out[count - 1] = dot(query, rows, from + (count - 1) * query.length);
        }
    }

    private static void twoDots(short[] query, byte[] rows, int at0, int[] out, int r, int stride) {
        int at1 = at0 + stride * query.length;
        IntVector s0 = IntVector.zero(INTS);
        IntVector s1 = s0;
        int bound = query.length - query.length % STEP;
        for (int i = 0; i < bound; i += STEP) {
            ShortVector first = ShortVector.fromArray(SHORTS, query, i);
            ShortVector second = ShortVector.fromArray(SHORTS, query, i + STEP / 2);
            s0 = plusPairs(s0, first, second, rows, at0 + i);
            s1 = plusPairs(s1, first, second, rows, at1 + i);
        }
        out[r] = total(s0, bound) + rest(query, bound, rows, at0 + bound);
        out[r + stride] = total(s1, bound) + rest(query, bound, rows, at1 + bound);
    }

    private static int dot(short[] query, byte[] rows, int from) {
        IntVector sum = IntVector.zero(INTS);
        int bound = query.length - query.length % STEP;
        for (int i = 0; i < bound; i += STEP) {
            sum = plusPairs(sum, ShortVector.fromArray(SHORTS, query, i),
                    ShortVector.fromArray(SHORTS, query, i + STEP / 2), rows, from + i);
        }
        return total(sum, bound) + rest(query, bound, rows, from + bound);
    }

    /// Adds four products to each lane, and 32,768 that [#total] takes off again.
    private static IntVector plusPairs(IntVector sum, ShortVector first, ShortVector second, byte[] codes, int from) {
        IntVector pairs = first.mul(shorts(codes, from))
                .add(second.mul(shorts(codes, from + STEP / 2)))
                .reinterpretAsInts();
        return sum.add(pairs.lanewise(VectorOperators.ASHR, 16))
                .add(pairs.lanewise(VectorOperators.XOR, BIAS).and(0xFFFF));
    }

    private static int total(IntVector sum, int products) {
        return sum.reduceLanes(VectorOperators.ADD) - BIAS * (products / 4);
    }

    private static int rest(short[] query, int queryFrom, byte[] rows, int from) {
        int sum = 0;
        for (int i = queryFrom; i < query.length; i++) {
            sum += query[i] * rows[from + i - queryFrom];
        }
        return sum;
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
        return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD)
                + rest(a, aFrom + i, b, bFrom + i, length - i);
    }

    private static float rest(float[] a, int aFrom, float[] b, int bFrom, int length) {
        float sum = 0;
        for (int i = 0; i < length; i++) {
            sum = Math.fma(a[aFrom + i], b[bFrom + i], sum);
        }
        return sum;
    }

    private static FloatVector product(float[] a, int aFrom, float[] b, int bFrom, FloatVector sum) {
        return FloatVector.fromArray(FLOATS, a, aFrom).fma(FloatVector.fromArray(FLOATS, b, bFrom), sum);
    }
}
