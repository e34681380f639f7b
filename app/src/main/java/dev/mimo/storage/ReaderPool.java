package dev.mimo.storage;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A few connections that read side by side, each with a platform thread: a native call would hold the carrier of
/// the virtual thread that made it.
public final class ReaderPool implements AutoCloseable {
    // the connection gives up by itself at its deadline; this is for a disk that does not answer at all
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final StorageSettings settings;
    private final DataFileGuard guard;
    private final BlockingQueue<Database> idle;
    private final Semaphore free;
    private final ExecutorService threads;

    ReaderPool(DataFile file, DataFileGuard guard, StorageSettings settings) {
        this.settings = settings;
        this.guard = guard;
        this.idle = new ArrayBlockingQueue<>(settings.readers());
        for (int i = 0; i < settings.readers(); i++) {
            idle.add(file.openForReading());
        }
        this.free = new Semaphore(settings.readers(), true);
        this.threads = Executors.newFixedThreadPool(settings.readers(),
                Thread.ofPlatform().name("mimo-reader-", 1).daemon().factory());
    }

    /// Runs the query on a reader and returns its answer, within the limit for reads.
    public <T extends @Nullable Object> T read(Function<Database, T> query) {
        return read(settings.readWait(), query);
    }

    /// The same, for work that may take longer: loading an index.
    public <T extends @Nullable Object> T read(Duration limit, Function<Database, T> query) {
        try {
            if (!free.tryAcquire(settings.queueWait().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RefusedException(new Refusal.TooBusy("Too many reads are waiting.",
                        "Try again after the pause.", Duration.ofSeconds(1)));
            }
            return await(threads.submit(() -> run(limit, query)), limit);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new Refusal.TimedOut("The read was interrupted.", "Try again."));
        } catch (RejectedExecutionException _) {
            throw new RefusedException(new Refusal.Unavailable("Mimo is shutting down.",
                    "Try again once it is running.", Duration.ofSeconds(1)));
        }
    }

    private <T extends @Nullable Object> T run(Duration limit, Function<Database, T> query) {
        // never empty: there are as many connections as permits
        Database database = idle.remove();
        try {
            database.expectWithin(limit);
            guard.checkRead(database);
            return query.apply(database);
        } finally {
            idle.add(database);
            free.release();
        }
    }

    private static <T extends @Nullable Object> T await(Future<T> answer, Duration limit)
            throws InterruptedException {
        try {
            return answer.get(limit.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(failed);
            }
        } catch (TimeoutException _) {
            throw new RefusedException(new Refusal.TimedOut("The data file did not answer in time.",
                    "Check the disk that holds it, then try again."));
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                idle.forEach(Database::close);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
