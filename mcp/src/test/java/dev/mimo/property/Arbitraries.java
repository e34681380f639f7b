package dev.mimo.property;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What values are drawn from. The first of several, and the number nearest to 0, is the simplest.
public final class Arbitraries {
    /// Steps between two doubles: as many as their digits can tell.
    private static final long DOUBLE_STEPS = 1L << 52;

    private Arbitraries() {}

    @SafeVarargs
    @SuppressWarnings("varargs") // they are copied as they are
    public static <T extends @Nullable Object> Arbitrary<T> of(T... values) {
        // a copy that may hold null, as List.of may not
        List<T> copy = Collections.unmodifiableList(new ArrayList<>(Arrays.asList(values)));
        return choices -> copy.get(choices.index(copy.size()));
    }

    public static <T> Arbitrary<T> of(List<T> values) {
        List<T> copy = List.copyOf(values);
        return choices -> copy.get(choices.index(copy.size()));
    }

    public static <E extends Enum<E>> Arbitrary<E> of(Class<E> type) {
        return of(List.copyOf(EnumSet.allOf(type)));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // they are copied as they are
    public static <T extends @Nullable Object> Arbitrary<T> oneOf(Arbitrary<? extends T>... kinds) {
        List<Arbitrary<? extends T>> copy = List.of(kinds);
        return choices -> copy.get(choices.index(copy.size())).draw(choices);
    }

    /// One of several that are made only when drawn from, as those have to be that draw from themselves.
    @SafeVarargs
    @SuppressWarnings("varargs") // they are copied as they are
    public static <T extends @Nullable Object> Arbitrary<T> lazyOf(Supplier<Arbitrary<T>>... kinds) {
        List<Supplier<Arbitrary<T>>> copy = List.of(kinds);
        return choices -> copy.get(choices.index(copy.size())).get().draw(choices);
    }

    public static StringArbitrary strings() {
        return StringArbitrary.all();
    }

    public static Arbitrary<Integer> integers() {
        return integers(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /// Both ends belong to it, as to all that have two.
    public static Arbitrary<Integer> integers(int min, int max) {
        return longs(min, max).map(Long::intValue);
    }

    public static Arbitrary<Long> longs() {
        return longs(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    public static Arbitrary<Long> longs(long min, long max) {
        long simplest = Math.clamp(0, min, max);
        // as unsigned numbers; the largest of them does not fit otherwise
        long below = simplest - min;
        long above = max - simplest;
        return choices -> {
            boolean isBelow = below != 0 && (above == 0 || choices.index(2) == 1);
            return isBelow ? simplest - choices.upTo(below) : simplest + choices.upTo(above);
        };
    }

    public static Arbitrary<Byte> bytes() {
        return longs(Byte.MIN_VALUE, Byte.MAX_VALUE).map(Long::byteValue);
    }

    public static Arbitrary<Boolean> booleans() {
        return of(false, true);
    }

    /// All that are numbers, most of them of no common size.
    public static Arbitrary<Double> doubles() {
        return longs().map(bits -> Math.abs(bits) <= 1000 ? (double) bits : Double.longBitsToDouble(bits))
                .filter(Double::isFinite);
    }

    public static Arbitrary<Double> doubles(double min, double max) {
        return choices -> {
            double part = (double) choices.upTo(DOUBLE_STEPS) / DOUBLE_STEPS;
            return min + (max - min) * part;
        };
    }

    /// Maps of at most so many entries.
    public static <K, V> Arbitrary<Map<K, V>> maps(Arbitrary<K> keys, Arbitrary<V> values, int max) {
        Arbitrary<Map.Entry<K, V>> entry = choices -> Map.entry(keys.draw(choices), values.draw(choices));
        return entry.list().ofMaxSize(max).map(entries -> {
            Map<K, V> map = new LinkedHashMap<>();
            entries.forEach(each -> map.put(each.getKey(), each.getValue()));
            return map;
        });
    }
}
