package dev.mimo.storage;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One write on its way through the writer. Its caller waits for it; the writer's thread runs it.
final class WriteJob<T extends @Nullable Object> {
    private enum State {
        QUEUED, BEGUN, ABANDONED
    }

    final long bytes;
    final boolean inTransaction;
    private final Function<Database, T> work;
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private final CountDownLatch done = new CountDownLatch(1);
    // written by the writer's thread before the latch opens, read by the caller after it
    private @Nullable T result;
    private @Nullable Throwable failure;

    WriteJob(Function<Database, T> work, long bytes, boolean inTransaction) {
        this.work = work;
        this.bytes = bytes;
        this.inTransaction = inTransaction;
    }

    /// @return false when the caller has given up meanwhile
    boolean begin() {
        return state.compareAndSet(State.QUEUED, State.BEGUN);
    }

    void run(Database database) {
        result = work.apply(database);
    }

    /// Throws only when the transaction around it is gone; any other failure is kept for the caller.
    void runIn(Database database) {
        failure = null;
        database.run("SAVEPOINT job");
        try {
            run(database);
        } catch (Throwable thrown) {
            rollBack(database, thrown);
            failure = thrown;
        }
        database.run("RELEASE job");
    }

    private static void rollBack(Database database, Throwable thrown) {
        try {
            database.run("ROLLBACK TO job");
        } catch (RuntimeException _) {
            // SQLite has rolled back everything by itself: the first failure is the one to tell
            throw asUnchecked(thrown);
        }
    }

    void finish() {
        done.countDown();
    }

    /// Does nothing when it is told already.
    void fail(Throwable thrown) {
        if (done.getCount() > 0) {
            failure = thrown;
            done.countDown();
        }
    }

    /// The result, after the commit. An interrupt does not end the wait, for the write would go on regardless and
    /// its caller would not know what became of it; the limit does.
    T await(Duration limit) {
        if (!opens(limit)) {
            if (state.compareAndSet(State.QUEUED, State.ABANDONED)) {
                throw new RefusedException(new Refusal.TooBusy("The write waited too long for its turn.",
                        "Try again after the pause; nothing was written.", Duration.ofSeconds(5)));
            }
            if (!opens(limit)) {
                throw new RefusedException(new Refusal.TimedOut("The disk has not confirmed the write in time.",
                        "Look whether it was stored before trying again."));
            }
        }
        if (failure != null) {
            throw asUnchecked(failure);
        }
        return result();
    }

    @SuppressWarnings("NullAway") // the latch is open and nothing failed, so the work has returned
    private T result() {
        return result;
    }

    private boolean opens(Duration limit) {
        long until = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException asUnchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException failure -> failure;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }
}
