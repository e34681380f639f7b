package dev.mimo.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/// Floats as bytes, little endian.
public final class FloatCodec {
    private FloatCodec() {}

    public static byte[] pack(List<float[]> arrays) {
        int count = arrays.stream().mapToInt(array -> array.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = bytes.asFloatBuffer();
        arrays.forEach(floats::put);
        return bytes.array();
    }

    /// Cut into that many arrays of the same length.
    public static List<float[]> unpack(byte[] packed, int arrays) {
        FloatBuffer floats = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        List<float[]> unpacked = new ArrayList<>(arrays);
        for (int i = 0; i < arrays; i++) {
            float[] one = new float[floats.capacity() / arrays];
            floats.get(one);
            unpacked.add(one);
        }
        return unpacked;
    }
}
