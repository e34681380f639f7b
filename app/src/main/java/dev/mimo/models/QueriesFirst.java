package dev.mimo.models;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Lets questions, which somebody waits for, go before passages: a passage does not begin while a question is being
/// embedded. It waits no longer than a limit, so that a stream of questions slows passages but never stops them.
final class QueriesFirst {
    private final long waitMaxNanos;
    // guards the count, and is held no longer than it takes to change it
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition noQueries = lock.newCondition();
    private int queries;

    QueriesFirst(Duration waitMax) {
        this.waitMaxNanos = waitMax.toNanos();
    }

    <T> T query(Supplier<T> work) {
        count(1);
        try {
            return work.get();
        } finally {
            count(-1);
        }
    }

    <T> T passage(Supplier<T> work) {
        awaitTurn();
        return work.get();
    }

    private void count(int change) {
        lock.lock();
        try {
            queries += change;
            if (queries == 0) {
                noQueries.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitTurn() {
        lock.lock();
        try {
            long left = waitMaxNanos;
            while (queries > 0 && left > 0) {
                left = noQueries.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            // the caller looks at it after this passage, which is short
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
