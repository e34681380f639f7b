package dev.mimo.storage.memory;

import dev.mimo.index.NamespaceIndex;
import dev.mimo.terms.Namespace;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The search indexes in memory, within a bound of bytes; the least recently searched go first. A search that has
/// begun keeps its index until it ends.
final class IndexCache {
    private static final int INDEXES_MAX = 10_000;
    private static final float LOAD_FACTOR = 0.75f;

    private final LoadedIndex.Means means;

    /// In order of last use. Guarded by this; no I/O is done while it is held.
    private final Map<Namespace, LoadedIndex> indexes = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    IndexCache(LoadedIndex.Means means) {
        this.means = means;
    }

    /// The namespace's index with every change up to that one, with vectors of that model; absent when it is too large
    /// for the heap.
    @Nullable
    NamespaceIndex upTo(long change, Namespace namespace, String modelId) {
        LoadedIndex loaded = get(namespace, modelId);
        long before = loaded.bytes();
        NamespaceIndex index = loaded.upTo(change, () -> evict(namespace));
        if (loaded.bytes() != before) {
            evict(namespace);
        }
        return index;
    }

    private synchronized LoadedIndex get(Namespace namespace, String modelId) {
        LoadedIndex loaded = indexes.get(namespace);
        if (loaded == null || !loaded.modelId.equals(modelId)) {
            // vectors of different models are never compared, so another model needs another index
            loaded = new LoadedIndex(namespace, modelId, means);
            indexes.put(namespace, loaded);
        }
        return loaded;
    }

    /// The model whose vectors the namespace's index holds, absent when there is no index.
    synchronized @Nullable String modelOf(Namespace namespace) {
        LoadedIndex loaded = indexes.get(namespace);
        return loaded == null ? null : loaded.modelId;
    }

    /// How many versions in force had no vectors of the model when the namespace's index was last searched; 0 when
    /// there is none for that model.
    synchronized int waiting(Namespace namespace, String modelId) {
        LoadedIndex loaded = indexes.get(namespace);
        return loaded != null && loaded.modelId.equals(modelId) ? loaded.waiting() : 0;
    }

    /// Their rows.
    Set<Long> waitingRows(Namespace namespace, String modelId) {
        return get(namespace, modelId).waitingRows();
    }

    synchronized boolean isTooLarge(Namespace namespace) {
        LoadedIndex loaded = indexes.get(namespace);
        return loaded != null && loaded.tooLargeBytes() > 0;
    }

    /// Those whose index is too large for the heap, with the bytes it would take.
    synchronized Map<String, Long> tooLarge() {
        Map<String, Long> found = new TreeMap<>();
        indexes.forEach((namespace, loaded) -> {
            if (loaded.tooLargeBytes() > 0) {
                found.put(namespace.value(), loaded.tooLargeBytes());
            }
        });
        return found;
    }

    private synchronized void evict(Namespace inUse) {
        long bytes = heldBytes();
        Iterator<Map.Entry<Namespace, LoadedIndex>> eldest = indexes.entrySet().iterator();
        while ((bytes > means.settings().indexBytes() || indexes.size() > INDEXES_MAX) && eldest.hasNext()) {
            Map.Entry<Namespace, LoadedIndex> candidate = eldest.next();
            if (!candidate.getKey().equals(inUse)) {
                bytes -= candidate.getValue().bytes();
                eldest.remove();
            }
        }
    }

    /// How many indexes are held.
    synchronized int size() {
        return indexes.size();
    }

    /// Bytes of heap that they use, about.
    synchronized long bytes() {
        return heldBytes();
    }

    private long heldBytes() {
        return indexes.values().stream().mapToLong(LoadedIndex::bytes).sum();
    }
}
