package dev.mimo.index;

import java.util.Arrays;

/// From the store's row to the ordinal here: open addressing over plain arrays.
final class RowOrdinals {
    static final int ABSENT = -1;

    private long[] rows = new long[32];
    private int[] ordinals = filled(32);
    private int size;

    /// The ordinal of the row, `ABSENT` when it is not here.
    int find(long row) {
        return ordinals[slot(row)];
    }

    /// @param row not here yet
    void add(long row, int ordinal) {
        if (++size * 3L > rows.length * 2L) {
            grow();
        }
        place(row, ordinal);
    }

    private void place(long row, int ordinal) {
        int slot = slot(row);
        rows[slot] = row;
        ordinals[slot] = ordinal;
    }

    private void grow() {
        long[] oldRows = rows;
        int[] oldOrdinals = ordinals;
        rows = new long[oldRows.length * 2];
        ordinals = filled(oldRows.length * 2);
        for (int i = 0; i < oldRows.length; i++) {
            if (oldOrdinals[i] != ABSENT) {
                place(oldRows[i], oldOrdinals[i]);
            }
        }
    }

    private int slot(long row) {
        int mask = rows.length - 1;
        // rows count up: multiplied by the golden ratio they spread
        int slot = (int) ((row * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (ordinals[slot] != ABSENT && rows[slot] != row) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int[] filled(int length) {
        int[] empty = new int[length];
        Arrays.fill(empty, ABSENT);
        return empty;
    }

    long heapBytes() {
        return 12L * rows.length;
    }
}
