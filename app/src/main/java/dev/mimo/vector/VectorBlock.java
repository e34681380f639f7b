package dev.mimo.vector;

import java.util.Arrays;

/// Some of an index's vectors, side by side. Grows from a few rows to a fixed number, so that a small namespace
/// costs little and a great one never copies much.
final class VectorBlock {
    private static final int ROWS_FIRST = 16;

    private final int dimension;
    private final int rowsMax;
    private byte[] codes;
    private float[] scales;
    private int[] owners;
    private int size;

    VectorBlock(int dimension, int rowsMax) {
        this.dimension = dimension;
        this.rowsMax = rowsMax;
        int rows = Math.min(ROWS_FIRST, rowsMax);
        codes = new byte[rows * dimension];
        scales = new float[rows];
        owners = new int[rows];
    }

    int size() {
        return size;
    }

    void add(int owner, QuantizedVector vector) {
        if (size == owners.length) {
            int rows = Math.min(rowsMax, 2 * size);
            codes = Arrays.copyOf(codes, rows * dimension);
            scales = Arrays.copyOf(scales, rows);
            owners = Arrays.copyOf(owners, rows);
        }
        System.arraycopy(vector.codes(), 0, codes, size * dimension, dimension);
        scales[size] = vector.scale();
        owners[size] = owner;
        size++;
    }

    int owner(int row) {
        return owners[row];
    }

    float scale(int row) {
        return scales[row];
    }

    void dots(DotKernels kernels, short[] query, int fromRow, int[] out, int count) {
        kernels.dots(query, codes, fromRow * dimension, out, count);
    }

    long bytes() {
        return codes.length + (long) Float.BYTES * scales.length + (long) Integer.BYTES * owners.length;
    }
}
