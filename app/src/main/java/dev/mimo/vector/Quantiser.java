package dev.mimo.vector;

/// Rotates vectors, the same way in every process, and rounds them to bytes. Rotation spreads outlying
/// dimensions, without which rounding costs recall.
public final class Quantiser {
    private final int dimension;

    public Quantiser(int dimension) {
        this.dimension = dimension;
    }

    public int dimension() {
        return dimension;
    }

    /// @param vector of any length other than zero; not changed
    public Quantised quantise(float[] vector) {
        throw new UnsupportedOperationException();
    }
}
