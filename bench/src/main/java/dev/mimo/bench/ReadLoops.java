package dev.mimo.bench;

import java.util.function.ToLongFunction;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// How fast this machine reads memory: loops that load every vector of an array and do the least with it that
/// keeps the compiler from leaving the load out. One reads straight on, one reads four places at once, which keeps
/// more cache lines under way; the faster of both is the limit.
final class ReadLoops {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private ReadLoops() {}

    static ToLongFunction<byte[]> bytesStraight() {
        return array -> bytes(array, BYTES.length(), 4 * BYTES.length());
    }

    static ToLongFunction<byte[]> bytesFourPlaces() {
        return array -> bytes(array, array.length / 4, BYTES.length());
    }

    static ToLongFunction<float[]> floatsStraight() {
        return array -> floats(array, FLOATS.length(), 4 * FLOATS.length());
    }

    static ToLongFunction<float[]> floatsFourPlaces() {
        return array -> floats(array, array.length / 4, FLOATS.length());
    }

    private static long bytes(byte[] array, int apart, int step) {
        ByteVector s0 = ByteVector.zero(BYTES);
        ByteVector s1 = s0;
        ByteVector s2 = s0;
        ByteVector s3 = s0;
        int loads = array.length / (4 * BYTES.length());
        for (int n = 0, i = 0; n < loads; n++, i += step) {
            s0 = s0.lanewise(VectorOperators.XOR, ByteVector.fromArray(BYTES, array, i));
            s1 = s1.lanewise(VectorOperators.XOR, ByteVector.fromArray(BYTES, array, i + apart));
            s2 = s2.lanewise(VectorOperators.XOR, ByteVector.fromArray(BYTES, array, i + 2 * apart));
            s3 = s3.lanewise(VectorOperators.XOR, ByteVector.fromArray(BYTES, array, i + 3 * apart));
        }
        return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    }

    private static long floats(float[] array, int apart, int step) {
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int loads = array.length / (4 * FLOATS.length());
        for (int n = 0, i = 0; n < loads; n++, i += step) {
            s0 = s0.add(FloatVector.fromArray(FLOATS, array, i));
            s1 = s1.add(FloatVector.fromArray(FLOATS, array, i + apart));
            s2 = s2.add(FloatVector.fromArray(FLOATS, array, i + 2 * apart));
            s3 = s3.add(FloatVector.fromArray(FLOATS, array, i + 3 * apart));
        }
        return (long) s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    }
}
