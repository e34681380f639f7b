package dev.mimo.storage.memory;

import dev.mimo.index.IndexEntry;
import dev.mimo.index.NamespaceIndex;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.ReaderPool;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The search index of one namespace, as far as it has read the change sequence.
final class LoadedIndex {
    private static final long NOTHING = -1;
    // small enough that a reader is free again soon and no long read keeps the log from being reused
    private static final int ROWS_PER_READ = 5_000;
    // of heap, for each row that waits: a boxed number, its entry and its share of the table
    private static final int WAITING_BYTES = 72;

    final String modelId;
    private final NamespaceIndex index;
    private final Namespace namespace;
    private final IndexQueries queries;

    /// Lets one caller at a time read what is new while the others wait for it: two that read side by side could
    /// put an older state of a row over a newer one. Held while reading, with a limit on the wait.
    private final ReentrantLock turn = new ReentrantLock();
    private volatile long upTo = NOTHING;
    private volatile long bytes;
    /// Rows in force without vectors of the model. Guarded by `turn`; how many there are is read without it.
    private final Set<Long> waiting = new HashSet<>();
    private volatile int waitingCount;

    LoadedIndex(Namespace namespace, String modelId, NamespaceIndex index, IndexQueries queries) {
        this.namespace = namespace;
        this.modelId = modelId;
        this.index = index;
        this.queries = queries;
    }

    /// The index with every change up to that one, and perhaps later ones.
    NamespaceIndex upTo(long change, ReaderPool readers, Duration limit) {
        if (upTo < change) {
            await(limit);
            try {
                if (upTo < change) {
                    read(change, readers, limit);
                }
            } finally {
                turn.unlock();
            }
        }
        return index;
    }

    private void await(Duration limit) {
        try {
            if (turn.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new RefusedException(new Refusal.TooBusy(
                "The search index of the namespace '" + namespace + "' is still being loaded.",
                "Try again after the pause.", Duration.ofSeconds(2)));
    }

    /// A failure leaves the index as far as it was; reading again from there does no harm, for rows may be put
    /// twice.
    private void read(long change, ReaderPool readers, Duration limit) {
        if (upTo == NOTHING) {
            load(readers, limit);
        } else {
            long since = upTo;
            readers.read(limit, database -> {
                queries.changedSince(database, namespace, modelId, since, this::put);
                return true;
            });
        }
        upTo = change;
        waitingCount = waiting.size();
        bytes = index.bytes() + (long) WAITING_BYTES * waiting.size();
    }

    private void put(List<IndexEntry> entries) {
        index.put(entries);
        for (IndexEntry entry : entries) {
            if (entry.knownTo() == Micros.OPEN && entry.vectors().isEmpty()) {
                waiting.add(entry.row());
            } else {
                waiting.remove(entry.row());
            }
        }
    }

    /// How many versions in force had no vectors of the model yet when it was last brought up to date.
    int waiting() {
        return waitingCount;
    }

    /// Changes made meanwhile are read by the next catching up: the number to catch up from was taken before.
    private void load(ReaderPool readers, Duration limit) {
        long last = 0;
        List<IndexEntry> entries;
        do {
            long after = last;
            entries = readers.read(limit,
                    database -> queries.after(database, namespace, modelId, after, ROWS_PER_READ));
            put(entries);
            last = entries.isEmpty() ? last : entries.getLast().row();
        } while (entries.size() == ROWS_PER_READ);
    }

    /// Bytes of heap, about, when it was last brought up to date.
    long bytes() {
        return bytes;
    }
}
