package dev.mimo.memory;

import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/// Waits for memories to be found by meaning, whichever process embeds them. This one says what it does; of others, the
/// store is asked now and then.
public final class IndexingWatch implements AutoCloseable {
    private static final Duration STORE_ASKED = Duration.ofMillis(500);

    private final Set<IndexingWatch> watches;
    private final BiFunction<Namespace, Collection<MemoryId>, Set<MemoryId>> withoutVectors;
    private final BooleanSupplier embeddable;
    // guards those below
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Set<MemoryId> embedded = new HashSet<>();
    private final Set<MemoryId> givenUp = new HashSet<>();
    private long news;

    /// @param watches where it is told of what happens, until it is closed
    /// @param withoutVectors which of the memories the store has no vectors of
    /// @param embeddable whether any process can embed something just now, for all that is known
    IndexingWatch(Set<IndexingWatch> watches,
            BiFunction<Namespace, Collection<MemoryId>, Set<MemoryId>> withoutVectors, BooleanSupplier embeddable) {
        this.watches = watches;
        this.withoutVectors = withoutVectors;
        this.embeddable = embeddable;
    }

    /// Waits until all of them have been embedded.
    ///
    /// @return false when the patience ran out first, or when one of them cannot be embedded, or nothing can just now
    boolean await(Namespace namespace, Collection<MemoryId> ids, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        Set<MemoryId> left = new HashSet<>(ids);
        try {
            while (!awaitTold(left, embeddable.getAsBoolean()
                    ? Math.min(until - System.nanoTime(), STORE_ASKED.toNanos())
                    : 0)) {
                left.retainAll(withoutVectors.apply(namespace, left));
                if (left.isEmpty()) {
                    return true;
                }
                if (isHopeless(left) || !embeddable.getAsBoolean() || System.nanoTime() - until >= 0) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Waits for news of any memory, or until the time is over.
    public void awaitNews(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            long seen = news;
            while (news == seen && left > 0) {
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes out what is embedded, until nothing is left, or one is given up, or the time is over.
    private boolean awaitTold(Set<MemoryId> left, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long patience = nanos;
            left.removeAll(embedded);
            while (!left.isEmpty() && patience > 0 && !isHopeless(left)) {
                patience = more.awaitNanos(patience);
                left.removeAll(embedded);
            }
            return left.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private boolean isHopeless(Set<MemoryId> left) {
        lock.lock();
        try {
            return left.stream().anyMatch(givenUp::contains);
        } finally {
            lock.unlock();
        }
    }

    void embedded(Set<MemoryId> ids) {
        tell(embedded, ids);
    }

    void gaveUp(MemoryId id) {
        tell(givenUp, Set.of(id));
    }

    private void tell(Set<MemoryId> known, Set<MemoryId> ids) {
        lock.lock();
        try {
            known.addAll(ids);
            news++;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        watches.remove(this);
    }
}
