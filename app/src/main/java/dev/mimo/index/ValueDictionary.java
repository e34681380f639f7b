package dev.mimo.index;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values that many versions share, each kept once and known by a number from 0; -1 stands for absence.
final class ValueDictionary<T> {
    static final int ABSENT = -1;

    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    /// The number of the value, which is added when it is new.
    int number(@Nullable T value) {
        if (value == null) {
            return ABSENT;
        }
        Integer known = numbers.putIfAbsent(value, values.size());
        if (known != null) {
            return known;
        }
        values.add(value);
        return values.size() - 1;
    }

    @Nullable
    T value(int number) {
        return number == ABSENT ? null : values.get(number);
    }

    /// The numbers of those of the values that are here.
    BitSet numbers(Collection<T> wanted) {
        BitSet found = new BitSet();
        for (T value : wanted) {
            Integer number = numbers.get(value);
            if (number != null) {
                found.set(number);
            }
        }
        return found;
    }

    int size() {
        return values.size();
    }

    /// Bytes of heap in use, about.
    ///
    /// @param each about how many bytes a value takes
    long bytes(int each) {
        return (long) values.size() * (each + 72L);
    }
}
