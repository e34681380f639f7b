package dev.mimo.vector;

/// A unit vector, rotated and rounded to signed bytes.
///
/// @param codes each in -127..127; a -128 is refused as a bug, since the kernels' arithmetic has no room for it
/// @param scale what a code of 1 stands for, greater than 0: the vector is about `scale * codes`
public record QuantizedVector(byte[] codes, float scale) {
    public QuantizedVector {
        if (codes.length == 0 || !(scale > 0) || scale == Float.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(codes.length + " codes of scale " + scale);
        }
        int least = 0;
        for (byte code : codes) {
            least = Math.min(least, code);
        }
        if (least == Byte.MIN_VALUE) {
            throw new IllegalArgumentException("A code is -128; they go from -127 to 127.");
        }
    }
}
