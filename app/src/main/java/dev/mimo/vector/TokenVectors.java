package dev.mimo.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Supplier;

/// Late interaction: a text as the vectors of its tokens, in one bit a dimension, and the arithmetic that compares a
/// question's tokens with them. The bit is the sign of a rotated coordinate; more bits gain nothing once what all of a
/// model's tokens have in common is taken out. Safe for many threads.
///
/// Packed, little-endian: format 2 (byte), bits (byte), dimension (unsigned short), tokens (int); then for all
/// tokens their scales (half-precision float each), and their signs (whole bytes each, the first in the lowest bit).
public final class TokenVectors {
    private static final byte FORMAT = 2;
    private static final byte BITS = 1;
    private static final int HEADER_BYTES = 8;
    /// What a sign is worth when it is compared: the greatest that the kernels take.
    private static final int LEVEL = 127;

    private final Supplier<VectorQuantizer> quantizer;
    private final DotKernels kernels;

    public TokenVectors(VectorQuantizer quantizer, DotKernels kernels) {
        this(() -> quantizer, kernels);
    }

    /// @param quantizer of the dimension of the model in use, which may become known later
    public TokenVectors(Supplier<VectorQuantizer> quantizer, DotKernels kernels) {
        this.quantizer = quantizer;
        this.kernels = kernels;
    }

    /// @param tokens of any finite length other than zero, else a bug
    public byte[] pack(List<float[]> tokens) {
        int count = tokens.size();
        byte[] packed = new byte[packedBytes(count)];
        ByteBuffer buffer = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(FORMAT).put(BITS).putShort((short) quantizer.get().dimension()).putInt(count);
        int from = codesFrom(count);
        for (float[] token : tokens) {
            buffer.putShort(Float.floatToFloat16(packToken(token, packed, from)));
            from += bytesPerToken();
        }
        return packed;
    }

    /// The tokens of several packed texts as those of one.
    ///
    /// @param parts in order; by an instance of the same dimension, else a bug
    public byte[] join(List<byte[]> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        int count = parts.stream().mapToInt(this::count).sum();
        ByteBuffer joined = ByteBuffer.allocate(packedBytes(count)).order(ByteOrder.LITTLE_ENDIAN);
        joined.put(FORMAT).put(BITS).putShort((short) quantizer.get().dimension()).putInt(count);
        parts.forEach(part -> joined.put(part, HEADER_BYTES, codesFrom(count(part)) - HEADER_BYTES));
        parts.forEach(part -> joined.put(part, codesFrom(count(part)), part.length - codesFrom(count(part))));
        return joined.array();
    }

    /// @param tokens of the question, those that shall count; of any finite length other than zero, else a bug
    public Question prepare(List<float[]> tokens) {
        short[][] codes = new short[tokens.size()][];
        float[] scales = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            QuantizedVector quantized = quantizer.get().quantize(tokens.get(i));
            codes[i] = DotKernels.widen(quantized.codes());
            scales[i] = quantized.scale();
        }
        return new Question(codes, scales);
    }

    /// For each token of the question, its approximate cosine with the token of the text that is most like it; 0
    /// when the text has no tokens.
    ///
    /// @param packed by an instance of the same dimension, else a bug
    public float[] maxSim(Question question, byte[] packed) {
        int count = count(packed);
        float[] best = new float[question.codes().length];
        if (count == 0) {
            return best;
        }
        byte[] rows = unpack(packed, count);
        float[] scales = scales(packed, count);
        int[] dots = new int[count];
        for (int token = 0; token < best.length; token++) {
            kernels.dots(question.codes()[token], rows, 0, dots, count);
            float most = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                most = Math.max(most, dots[i] * scales[i]);
            }
            best[token] = most * question.scales()[token];
        }
        return best;
    }

    /// A question's tokens, rotated, rounded and widened once for many comparisons.
    public record Question(short[][] codes, float[] scales) {}

    /// @return the scale
    private float packToken(float[] token, byte[] packed, int from) {
        float[] rotated = quantizer.get().rotate(token);
        double projection = 0;
        for (int i = 0; i < rotated.length; i++) {
            projection += LEVEL * (double) Math.abs(rotated[i]);
            if (rotated[i] > 0) {
                packed[from + i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
            }
        }
        // With this scale the packed token's product with the token itself is 1, as of a unit vector; the scale
        // nearest to the token would make every cosine too small.
        return (float) (1 / projection);
    }

    private byte[] unpack(byte[] packed, int count) {
        int dimension = quantizer.get().dimension();
        byte[] rows = new byte[count * dimension];
        for (int token = 0; token < count; token++) {
            int from = codesFrom(count) + token * bytesPerToken();
            for (int i = 0; i < dimension; i++) {
                int sign = packed[from + i / Byte.SIZE] >> i % Byte.SIZE & 1;
                rows[token * dimension + i] = (byte) (2 * LEVEL * sign - LEVEL);
            }
        }
        return rows;
    }

    private static float[] scales(byte[] packed, int count) {
        float[] scales = new float[count];
        ByteBuffer reader = reader(packed).position(HEADER_BYTES);
        for (int i = 0; i < count; i++) {
            scales[i] = Float.float16ToFloat(reader.getShort());
        }
        return scales;
    }

    /// How many tokens are packed.
    public int count(byte[] packed) {
        if (packed.length < HEADER_BYTES) {
            throw new IllegalArgumentException("Packed tokens of " + packed.length + " bytes.");
        }
        ByteBuffer reader = reader(packed);
        byte format = reader.get();
        byte bits = reader.get();
        int dimension = Short.toUnsignedInt(reader.getShort());
        int count = reader.getInt();
        if (format != FORMAT || bits != BITS || dimension != quantizer.get().dimension()
                || count < 0 || count > packed.length || packed.length != packedBytes(count)) {
            throw new IllegalArgumentException(
                    "Packed tokens of format %d, %d bits, %d dimensions, %d tokens in %d bytes."
                            .formatted(format, bits, dimension, count, packed.length));
        }
        return count;
    }

    private static ByteBuffer reader(byte[] packed) {
        return ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int packedBytes(int count) {
        return codesFrom(count) + count * bytesPerToken();
    }

    private int bytesPerToken() {
        return (quantizer.get().dimension() + Byte.SIZE - 1) / Byte.SIZE;
    }

    private static int codesFrom(int count) {
        return HEADER_BYTES + count * Short.BYTES;
    }
}
