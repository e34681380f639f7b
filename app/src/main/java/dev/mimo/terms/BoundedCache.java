package dev.mimo.terms;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/// Values by key, within a bound on what they weigh together; the least recently used go first, and what is heavier
/// than the bound is not kept. Safe for many threads.
public final class BoundedCache<K, V> {
    private final long weightMax;
    private final ToLongBiFunction<K, V> weigher;
    private final Map<K, Weighed<V>> values = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    private record Weighed<V>(V value, long weight) {}

    /// @param weigher in the unit of the bound: bytes, or what is in proportion to them
    public BoundedCache(long weightMax, ToLongBiFunction<K, V> weigher) {
        this.weightMax = weightMax;
        this.weigher = weigher;
    }

    public synchronized @Nullable V find(K key) {
        Weighed<V> known = values.get(key);
        return known == null ? null : known.value();
    }

    public synchronized V findOrAdd(K key, Supplier<V> made) {
        V known = find(key);
        if (known == null) {
            known = made.get();
            put(key, known);
        }
        return known;
    }

    /// Adds the value, in place of one that the key had, or weighs it again.
    public synchronized void put(K key, V value) {
        long now = weigher.applyAsLong(key, value);
        Weighed<V> before = values.put(key, new Weighed<>(value, now));
        weight += now - (before == null ? 0 : before.weight());
        Iterator<Weighed<V>> eldest = values.values().iterator();
        while (weight > weightMax) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }
}
