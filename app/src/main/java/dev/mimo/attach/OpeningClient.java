package dev.mimo.attach;

import dev.mimo.call.OperationClient;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// What is slow to open, opened once on a thread of its own; who needs it waits for it, with a limit.
public final class OpeningClient implements OperationClient.Access, AutoCloseable {
    private final FutureTask<OperationClient> task;
    private final Duration patience;
    private final AtomicBoolean started = new AtomicBoolean();

    /// @param opener called at most once
    /// @param patience how long one caller waits before it is told to come back
    public OpeningClient(Supplier<OperationClient> opener, Duration patience) {
        this.task = new FutureTask<>(opener::get);
        this.patience = patience;
    }

    /// Begins to open, unless that has begun. Returns at once.
    public void start() {
        if (started.compareAndSet(false, true)) {
            // a platform thread: opening runs native code, which would hold a virtual thread's carrier
            Thread.ofPlatform().daemon().name("opening").start(task);
        }
    }

    /// The opened memory; begins to open it if nobody has.
    ///
    /// @throws RefusedException `Unavailable` when it is not open in time, or whatever refusal opening it met
    @Override
    public OperationClient get() throws InterruptedException {
        start();
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new RefusedException(new Refusal.Unavailable("The memory is still being opened.",
                    "Try again in a few seconds.", Duration.ofSeconds(2)));
        } catch (CancellationException _) {
            throw new RefusedException(new Refusal.Unavailable("Mimo is shutting down.",
                    "Connect again.", Duration.ofSeconds(1)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException("the memory could not be opened", e.getCause());
        }
    }

    /// Closes what was opened, or is being opened: waits for that, within the patience of a caller.
    @Override
    public void close() {
        if (started.compareAndSet(false, true)) {
            task.cancel(false);
            return;
        }
        try {
            task.get(patience.toMillis(), TimeUnit.MILLISECONDS).close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException | CancellationException _) {
            // nothing was opened, so nothing is to be closed
        }
    }

}
