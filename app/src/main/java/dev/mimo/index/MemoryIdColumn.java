package dev.mimo.index;

import dev.mimo.terms.MemoryId;
import java.util.Arrays;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The memory id of each ordinal, as bytes one after the other: a third of what objects take.
final class MemoryIdColumn {
    private byte[] bytes = new byte[512];
    private int[] ends = new int[16];
    private int size;

    void add(MemoryId id) {
        byte[] added = id.value().getBytes(UTF_8);
        int begin = begin(size);
        int end = Math.addExact(begin, added.length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, VersionColumns.grown(bytes.length, end));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, VersionColumns.grown(size, size + 1));
        }
        System.arraycopy(added, 0, bytes, begin, added.length);
        ends[size++] = end;
    }

    MemoryId get(int ordinal) {
        int begin = begin(ordinal);
        return new MemoryId(new String(bytes, begin, ends[ordinal] - begin, UTF_8));
    }

    /// The order of creation of two memories; 0 for versions of one.
    int compare(int ordinal, int other) {
        return Arrays.compareUnsigned(bytes, begin(ordinal), ends[ordinal], bytes, begin(other), ends[other]);
    }

    private int begin(int ordinal) {
        return ordinal == 0 ? 0 : ends[ordinal - 1];
    }

    long heapBytes() {
        return bytes.length + 4L * ends.length;
    }
}
