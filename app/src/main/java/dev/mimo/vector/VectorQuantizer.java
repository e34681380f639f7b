package dev.mimo.vector;

/// Rotates vectors, the same way in every process, and rounds them to bytes. Rotation spreads outlying
/// dimensions, without which rounding costs recall. Safe for many threads.
public final class VectorQuantizer {
    private static final int DIMENSION_MAX = 65_535;

    private final int dimension;
    private final RandomRotation rotation;

    /// @param dimension 1..65,535
    public VectorQuantizer(int dimension) {
        if (dimension < 1 || dimension > DIMENSION_MAX) {
            throw new IllegalArgumentException("dimension " + dimension);
        }
        this.dimension = dimension;
        rotation = new RandomRotation(dimension);
    }

    public int dimension() {
        return dimension;
    }

    /// @param vector of any finite length other than zero, else a bug; not changed
    public QuantizedVector quantize(float[] vector) {
        float[] rotated = rotate(vector);
        float greatest = 0;
        for (float value : rotated) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        float perUnit = 127 / greatest;
        byte[] codes = new byte[dimension];
        for (int i = 0; i < dimension; i++) {
            codes[i] = (byte) Math.round(rotated[i] * perUnit);
        }
        return new QuantizedVector(codes, greatest / 127);
    }

    /// The vector made a unit one and rotated; a new array.
    float[] rotate(float[] vector) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(vector.length + " dimensions instead of " + dimension);
        }
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        // NaN is not greater than 0, and an infinity makes an infinite sum.
        if (!(squares > 0) || squares == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("A vector has no direction: its squares sum up to " + squares);
        }
        double toUnit = 1 / Math.sqrt(squares);
        float[] unit = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            unit[i] = (float) (vector[i] * toUnit);
        }
        return rotation.rotate(unit);
    }
}
