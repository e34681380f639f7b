package dev.mimo.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The parts of one stretch of text without spaces, and what joins each to the one before. Filled, read, and filled
/// again.
final class GluedWord {
    /// What has more parts is two: a bound for texts that are made to have many.
    static final int PARTS_MAX = 1024;

    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private final List<CharacterKind> kinds = new ArrayList<>();
    private final List<WordJoint> joints = new ArrayList<>();
    private boolean[] minor = new boolean[16];
    private int size;

    void clear() {
        size = 0;
        kinds.clear();
        joints.clear();
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == PARTS_MAX;
    }

    /// Begins a part, which ends where it begins as yet.
    void add(int start, CharacterKind kind, WordJoint joint) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            minor = Arrays.copyOf(minor, size * 2);
        }
        starts[size] = start;
        ends[size] = start;
        kinds.add(kind);
        joints.add(joint);
        minor[size] = false;
        size++;
    }

    void endLast(int end) {
        ends[size - 1] = end;
    }

    /// Says that the part is not worth a term of its own.
    void setMinor(int part) {
        minor[part] = true;
    }

    int start(int part) {
        return starts[part];
    }

    int end(int part) {
        return ends[part];
    }

    int length(int part) {
        return ends[part] - starts[part];
    }

    CharacterKind kind(int part) {
        return kinds.get(part);
    }

    boolean isMinor(int part) {
        return minor[part];
    }

    /// How it is joined to the part before it.
    WordJoint joint(int part) {
        return part == 0 ? WordJoint.NONE : joints.get(part);
    }

    /// Where the parts end that hold together so firmly or more, from this one on.
    int runEnd(int part, WordJoint loosest) {
        int end = part + 1;
        while (end < size && joints.get(end).compareTo(loosest) <= 0) {
            end++;
        }
        return end;
    }
}
