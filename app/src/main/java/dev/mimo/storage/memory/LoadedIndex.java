package dev.mimo.storage.memory;

import dev.mimo.index.IndexEntry;
import dev.mimo.index.NamespaceIndex;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.ReaderPool;
import dev.mimo.storage.StorageSettings;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The search index of one namespace, as far as it has read the change sequence.
final class LoadedIndex {
    // small enough that a reader is free again soon and no long read keeps the log from being reused
    private static final int ROWS_PER_READ = 5_000;
    // of heap, for each row that waits: a boxed number, its entry and its share of the table
    private static final int WAITING_BYTES = 72;
    // memories may be deleted, and heap be free that was not
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    final String modelId;
    private final Namespace namespace;
    private final Means means;

    /// Lets one caller at a time read what is new while the others wait for it: two that read side by side could
    /// put an older state of a row over a newer one. Held while reading, with a limit on the wait.
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable State state;
    private volatile @Nullable TooLarge tooLarge;
    private volatile long bytes;
    /// Rows in force without vectors of the model. Guarded by `turn`; how many there are is read without it.
    private final Set<Long> waiting = new HashSet<>();
    private volatile int waitingCount;

    /// What an index is loaded with.
    ///
    /// @param empty makes an index that holds nothing yet
    /// @param nanoTime as `System.nanoTime` tells it
    record Means(ReaderPool readers, StorageSettings settings, IndexQueries queries, Supplier<NamespaceIndex> empty,
            LongSupplier nanoTime) {}

    /// @param index with every change up to that one
    private record State(NamespaceIndex index, long upTo) {}

    /// @param bytes of heap that it would take, or took until it was given up
    private record TooLarge(long bytes, long untilNanos) {}

    private static final class TooLargeException extends RuntimeException {
        private final long bytes;

        TooLargeException(long bytes) {
            super("an index of " + bytes + " bytes");
            this.bytes = bytes;
        }
    }

    LoadedIndex(Namespace namespace, String modelId, Means means) {
        this.namespace = namespace;
        this.modelId = modelId;
        this.means = means;
    }

    /// The index with every change up to that one, and perhaps later ones; absent when it is too large.
    ///
    /// @param makeRoom called when it is about to take as many bytes as `bytes` says
    @Nullable
    NamespaceIndex upTo(long change, Runnable makeRoom) {
        State known = state;
        if (tooLargeBytes() > 0) {
            return null;
        }
        if (known != null && known.upTo >= change) {
            return known.index;
        }
        await(means.settings.indexWait());
        try {
            known = state;
            return known != null && known.upTo >= change ? known.index : bring(change, known, makeRoom);
        } finally {
            turn.unlock();
        }
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

    /// Whatever fails, nothing is kept: what was read half may answer wrongly.
    private @Nullable NamespaceIndex bring(long change, @Nullable State known, Runnable makeRoom) {
        if (tooLargeBytes() > 0) {
            return null;
        }
        boolean brought = false;
        try {
            NamespaceIndex index = known == null ? load(makeRoom) : known.index;
            // all that changed since, loading included, as of one moment: or an edit made while the pages were read
            // would leave both versions of a memory in force
            long since = known == null ? change : known.upTo;
            means.readers.read(means.settings.indexWait(), database -> {
                means.queries.changedSince(database, namespace, modelId, since, entries -> put(index, entries));
                return true;
            });
            bytes = measured(index);
            waitingCount = waiting.size();
            state = new State(index, change);
            brought = true;
            return index;
        } catch (TooLargeException e) {
            giveUp(e.bytes);
            return null;
        } catch (OutOfMemoryError _) {
            giveUp(Math.max(bytes, 1));
            return null;
        } finally {
            if (!brought) {
                drop();
            }
        }
    }

    private void giveUp(long reached) {
        tooLarge = new TooLarge(reached, means.nanoTime.getAsLong() + LOOK_AGAIN.toNanos());
    }

    private void drop() {
        state = null;
        bytes = 0;
        waiting.clear();
        waitingCount = 0;
    }

    private NamespaceIndex load(Runnable makeRoom) {
        long estimate = means.readers.read(database -> IndexQueries.estimate(database, namespace, modelId));
        requireFits(estimate);
        bytes = estimate;
        makeRoom.run();
        NamespaceIndex index = means.empty.get();
        readAll(means, namespace, modelId, means.settings.indexWait(), entries -> put(index, entries));
        return index;
    }

    /// Reads all versions, in order of rows, a page at a time.
    ///
    /// @param limit for one page
    static void readAll(Means means, Namespace namespace, String modelId, Duration limit,
            Consumer<List<IndexEntry>> entries) {
        IndexQueries.Page page = new IndexQueries.Page(0, ROWS_PER_READ);
        while (page.count() == ROWS_PER_READ) {
            long after = page.lastRow();
            page = means.readers.read(limit, database -> means.queries.page(database, namespace, modelId, after,
                    ROWS_PER_READ, entries));
        }
    }

    private void put(NamespaceIndex index, List<IndexEntry> entries) {
        index.put(entries);
        for (IndexEntry entry : entries) {
            if (entry.knownTo() == Micros.OPEN && !entry.read()) {
                waiting.add(entry.row());
            } else {
                waiting.remove(entry.row());
            }
        }
        requireFits(measured(index));
    }

    private long measured(NamespaceIndex index) {
        return index.bytes() + (long) WAITING_BYTES * waiting.size();
    }

    private void requireFits(long wanted) {
        if (wanted > means.settings.indexBytes()) {
            throw new TooLargeException(wanted);
        }
    }

    /// How many versions in force had no vectors of the model yet when it was last brought up to date.
    int waiting() {
        return waitingCount;
    }

    /// Their rows.
    Set<Long> waitingRows() {
        await(means.settings.indexWait());
        try {
            return Set.copyOf(waiting);
        } finally {
            turn.unlock();
        }
    }

    /// Bytes of heap, about, when it was last brought up to date; those that are expected while it is loaded.
    long bytes() {
        return bytes;
    }

    /// Bytes of heap that it would take, where that is more than it may; else 0.
    long tooLargeBytes() {
        TooLarge verdict = tooLarge;
        return verdict == null || verdict.untilNanos - means.nanoTime.getAsLong() < 0 ? 0 : verdict.bytes;
    }
}
