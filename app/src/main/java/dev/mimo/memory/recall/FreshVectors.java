package dev.mimo.memory.recall;

import dev.mimo.memory.Indexing;
import dev.mimo.memory.IndexingWatch;
import dev.mimo.memory.MemoryStore;
import dev.mimo.terms.BoundedCache;
import dev.mimo.terms.Namespace;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// Waits for the vectors of what was written a moment ago, so that a question right after it finds it by meaning,
/// whichever process wrote it. Only a few are waited for, and none again that was waited for in vain: a backlog, or a
/// text that the model cannot take, must not hold up every question.
public final class FreshVectors {
    private static final int FEW = 16;
    private static final int IN_VAIN_MAX = 10_000;
    private static final Duration LOOK = Duration.ofMillis(15);
    /// How long another process is left to embed them, if it is its turn.
    private static final Duration OTHERS_FIRST = Duration.ofMillis(60);

    private final MemoryStore store;
    private final Indexing indexing;
    private final BoundedCache<Long, Boolean> inVain = new BoundedCache<>(IN_VAIN_MAX, (_, _) -> 1);

    public FreshVectors(MemoryStore store, Indexing indexing) {
        this.store = store;
        this.indexing = indexing;
    }

    /// Waits until those that are pending now have vectors.
    ///
    /// @param pending how many the last search found to be; nothing is done for none
    /// @param modelId of the model that is ready
    /// @return how long that took; zero when nothing was waited for
    public Duration await(Namespace namespace, String modelId, int pending, Duration patience) {
        if (pending == 0 || pending > IN_VAIN_MAX || patience.isZero()) {
            return Duration.ZERO;
        }
        Set<Long> fresh = new HashSet<>(store.waitingRows(namespace, modelId));
        fresh.removeIf(row -> inVain.find(row) != null);
        if (fresh.isEmpty() || fresh.size() > FEW) {
            return Duration.ZERO;
        }
        long start = System.nanoTime();
        try (IndexingWatch watch = indexing.watch()) {
            indexing.wake();
            awaitAll(fresh, watch, namespace, modelId, patience);
            fresh.forEach(row -> inVain.put(row, true));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Takes out those that have their vectors, until none is left or the time is over.
    private void awaitAll(Set<Long> fresh, IndexingWatch watch, Namespace namespace, String modelId, Duration patience)
            throws InterruptedException {
        long start = System.nanoTime();
        long passed = 0;
        boolean here = false;
        while (!fresh.isEmpty() && passed < patience.toNanos()) {
            watch.awaitNews(Duration.ofNanos(Math.min(patience.toNanos() - passed, LOOK.toNanos())));
            fresh.retainAll(store.waitingRows(namespace, modelId));
            passed = System.nanoTime() - start;
            if (!here && passed > OTHERS_FIRST.toNanos()) {
                indexing.embedHere();
                here = true;
            }
        }
    }
}
