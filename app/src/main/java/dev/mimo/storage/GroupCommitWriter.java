package dev.mimo.storage;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one thread of this process that writes. Writes that wait together are committed together, which is what
/// makes durable writes fast: the disk is waited for once per group, not once per write.
///
/// Each write has its own savepoint, so one that fails leaves its neighbors alone; and nobody is told of success
/// before the commit. When a commit as a whole fails, each write of the group is tried once more by itself.
public final class GroupCommitWriter implements AutoCloseable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long IDLE_MILLIS = 100;

    private final Database database;
    private final DataFileGuard guard;
    private final WriteAheadLog log;
    private final StorageSettings settings;
    private final BlockingQueue<WriteJob<?>> queue;
    private final Semaphore bytesFree;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable String trouble;

    GroupCommitWriter(Database database, DataFileGuard guard, WriteAheadLog log, StorageSettings settings) {
        this.database = database;
        this.guard = guard;
        this.log = log;
        this.settings = settings;
        this.queue = new ArrayBlockingQueue<>(settings.queueJobs());
        this.bytesFree = new Semaphore(Math.toIntExact(settings.queueBytes()), true);
        this.thread = Thread.ofPlatform().name("mimo-writer").daemon().start(this::run);
    }

    /// Runs the work in a transaction and returns after its commit. The work may run twice, the first time without
    /// effect, so it must not touch anything but the database.
    ///
    /// @param bytes about how much it writes, for the bounds of queue and group
    public <T extends @Nullable Object> T write(long bytes, Function<Database, T> work) {
        return await(new WriteJob<>(work, bytes, true));
    }

    /// Runs the work between transactions: for what SQLite does not do inside one.
    public void outside(Consumer<Database> work) {
        this.<@Nullable Void>await(new WriteJob<>(database -> {
            work.accept(database);
            return null;
        }, 1, false));
    }

    /// How many writes wait now.
    public int waiting() {
        return queue.size();
    }

    /// What went wrong with the last group, absent when it was committed.
    public @Nullable String trouble() {
        return trouble;
    }

    private <T extends @Nullable Object> T await(WriteJob<T> job) {
        // one write larger than the whole bound takes all of it instead of waiting for ever
        int permits = (int) Math.clamp(job.bytes, 1, settings.queueBytes());
        enqueue(job, permits);
        try {
            return job.await(settings.writeWait());
        } finally {
            bytesFree.release(permits);
        }
    }

    private void enqueue(WriteJob<?> job, int permits) {
        long until = System.nanoTime() + settings.queueWait().toNanos();
        boolean held = false;
        boolean queued = false;
        try {
            if (closing) {
                throw new RefusedException(new Refusal.Unavailable("Mimo is shutting down.",
                        "Try again once it is running.", RETRY_AFTER));
            }
            held = bytesFree.tryAcquire(permits, settings.queueWait().toNanos(), TimeUnit.NANOSECONDS);
            queued = held && queue.offer(job, until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (held && !queued) {
                bytesFree.release(permits);
            }
        }
        if (!queued) {
            throw tooBusy();
        }
    }

    private static RefusedException tooBusy() {
        return new RefusedException(new Refusal.TooBusy("Too many writes are waiting.",
                "Try again after the pause, or send fewer writes at a time.", RETRY_AFTER));
    }

    private void run() {
        List<WriteJob<?>> group = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                collect(group);
                if (!group.isEmpty()) {
                    commit(group);
                    log.limit(database);
                }
            } catch (Throwable failure) {
                // a thread that ends would leave a process that takes writes and answers none
                trouble = told(failure);
                group.forEach(job -> job.fail(failure));
            }
            group.clear();
        }
    }

    private static String told(Throwable failure) {
        return failure instanceof RefusedException refused ? refused.refusal().detail() : failure.toString();
    }

    private void collect(List<WriteJob<?>> group) {
        try {
            WriteJob<?> job = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            long bytes = 0;
            while (job != null) {
                if (job.begin()) {
                    group.add(job);
                    bytes += job.bytes;
                }
                WriteJob<?> next = queue.peek();
                boolean together = job.inTransaction && next != null && next.inTransaction;
                job = together && group.size() < settings.groupJobs() && bytes < settings.groupBytes()
                        ? queue.poll()
                        : null;
            }
        } catch (InterruptedException _) {
            // nobody interrupts this thread on purpose: closing is told by the flag
        }
    }

    private void commit(List<WriteJob<?>> group) {
        try {
            if (group.getFirst().inTransaction) {
                database.transaction(() -> {
                    guard.check(database);
                    group.forEach(job -> job.runIn(database));
                });
                // nobody is told of a write to a file that nobody will find
                guard.check();
            } else {
                group.getFirst().run(database);
            }
            trouble = null;
            group.forEach(WriteJob::finish);
        } catch (Throwable failure) {
            trouble = told(failure);
            if (group.size() == 1 || isBusy(failure)) {
                group.forEach(job -> job.fail(failure));
            } else {
                group.forEach(job -> commit(List.of(job)));
            }
        }
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof RefusedException refused && refused.refusal() instanceof Refusal.TooBusy;
    }

    /// Commits what is queued, then stops.
    @Override
    public void close() {
        closing = true;
        try {
            if (!thread.join(settings.writeWait())) {
                throw new IllegalStateException("the writer did not finish in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        queue.forEach(job -> job.fail(tooBusy()));
        if (guard.trouble() == null) {
            // the last to close removes the log by its name, which may be another file's by now
            database.close();
        }
    }
}
