package dev.mimo.storage.memory;

import dev.mimo.memory.Access;
import dev.mimo.memory.Memory;
import dev.mimo.storage.GroupCommitWriter;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts of recalls and repeats that wait to be written, one write for many. They are seen at once in this
/// process; a crash loses those of the last moment, which only counting can bear.
final class RecallCounts {
    // past this, new memories go uncounted until the next flush
    private static final int MEMORIES_MAX = 50_000;
    private static final int BYTES_PER_COUNT = 100;

    private record Key(Namespace namespace, MemoryId id) {}

    private record Count(long recalls, @Nullable Long lastAt, long repeats) {
        static final Count NONE = new Count(0, null, 0);

        Count plus(Count more) {
            Long last = more.lastAt == null ? lastAt : more.lastAt;
            return new Count(recalls + more.recalls, last, repeats + more.repeats);
        }
    }

    /// Guarded by this; no I/O is done while it is held.
    private Map<Key, Count> waiting = new LinkedHashMap<>();
    private Map<Key, Count> beingWritten = Map.of();

    synchronized void recalled(Namespace namespace, MemoryId id, long at) {
        add(new Key(namespace, id), new Count(1, at, 0));
    }

    synchronized void repeated(Namespace namespace, MemoryId id) {
        add(new Key(namespace, id), new Count(0, null, 1));
    }

    private void add(Key key, Count more) {
        if (waiting.size() < MEMORIES_MAX || waiting.containsKey(key)) {
            waiting.merge(key, more, Count::plus);
        }
    }

    /// The memory with what is not written yet added to its counts.
    Memory completed(Memory memory) {
        Access access = completed(memory.namespace(), memory.id(), memory.access());
        return access.equals(memory.access())
                ? memory
                : new Memory(memory.id(), memory.namespace(), memory.version(), memory.details(),
                        memory.recordedAt(), access);
    }

    /// The counts of a memory as they are written, with what is not written yet added.
    synchronized Access completed(Namespace namespace, MemoryId id, Access known) {
        Key key = new Key(namespace, id);
        Count more = beingWritten.getOrDefault(key, Count.NONE).plus(waiting.getOrDefault(key, Count.NONE));
        return more.equals(Count.NONE)
                ? known
                : new Access(known.count() + more.recalls,
                        more.lastAt == null ? known.lastAt() : Micros.instant(more.lastAt),
                        known.repeats() + more.repeats);
    }

    /// Those recalled since and not written yet, with the moment of each in microseconds since the epoch.
    synchronized Map<MemoryId, Long> recalledSince(Namespace namespace, long since) {
        Map<MemoryId, Long> found = new HashMap<>();
        collect(beingWritten, namespace, since, found);
        collect(waiting, namespace, since, found);
        return found;
    }

    private static void collect(Map<Key, Count> counts, Namespace namespace, long since, Map<MemoryId, Long> found) {
        counts.forEach((key, count) -> {
            if (key.namespace.equals(namespace) && count.lastAt != null && count.lastAt >= since) {
                found.merge(key.id, count.lastAt, Math::max);
            }
        });
    }

    /// Writes what waits. What cannot be written waits again.
    void flush(GroupCommitWriter writer) {
        Map<Key, Count> counts = take();
        if (counts.isEmpty()) {
            return;
        }
        boolean written = false;
        try {
            writer.<@Nullable Void>write((long) BYTES_PER_COUNT * counts.size(), database -> {
                counts.forEach((key, count) -> AccessTable.add(database, key.namespace, key.id, count.recalls,
                        count.lastAt, count.repeats));
                return null;
            });
            written = true;
        } finally {
            done(written);
        }
    }

    private synchronized Map<Key, Count> take() {
        if (!beingWritten.isEmpty()) {
            return Map.of();
        }
        beingWritten = waiting;
        waiting = new LinkedHashMap<>();
        return beingWritten;
    }

    private synchronized void done(boolean written) {
        if (!written) {
            Map<Key, Count> again = new LinkedHashMap<>(beingWritten);
            waiting.forEach((key, count) -> again.merge(key, count, Count::plus));
            waiting = again;
        }
        beingWritten = Map.of();
    }
}
