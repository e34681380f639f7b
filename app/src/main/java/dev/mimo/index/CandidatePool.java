package dev.mimo.index;

import java.util.HashMap;
import java.util.Map;

/// The versions that will be scored in full, each once, in the order they came in; never more than its bound.
final class CandidatePool {
    private final Map<Integer, Integer> places = new HashMap<>();
    private final int[] ordinals;

    CandidatePool(int bound) {
        ordinals = new int[bound];
    }

    /// Adds the version, unless it is in already or the pool is full.
    void add(int ordinal) {
        if (!isFull() && places.putIfAbsent(ordinal, places.size()) == null) {
            ordinals[places.size() - 1] = ordinal;
        }
    }

    boolean isFull() {
        return places.size() == ordinals.length;
    }

    int size() {
        return places.size();
    }

    int ordinal(int place) {
        return ordinals[place];
    }

    /// The place of the version, -1 when it is not in.
    int place(int ordinal) {
        return places.getOrDefault(ordinal, -1);
    }
}
