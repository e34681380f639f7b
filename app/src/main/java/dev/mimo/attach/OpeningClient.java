package dev.mimo.attach;

import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Feed;
import dev.mimo.call.Operation.Upload;
import dev.mimo.call.OperationClient;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is slow to open, opened on a thread of its own; who needs it waits for it, with a limit. What cannot be opened
/// is tried again for the next caller, and a server that is gone is replaced by whatever opens in its place.
public final class OpeningClient implements OperationClient, OperationClient.Access {
    private final Supplier<OperationClient> opener;
    private final Duration patience;
    private @Nullable FutureTask<OperationClient> opening;
    private boolean closed;

    /// @param opener called when something is to be opened, never twice at a time
    /// @param patience how long one caller waits before it is told to come back
    public OpeningClient(Supplier<OperationClient> opener, Duration patience) {
        this.opener = opener;
        this.patience = patience;
    }

    /// Begins to open, unless that has begun. Returns at once.
    public void start() {
        FutureTask<OperationClient> _ = begun();
    }

    private synchronized FutureTask<OperationClient> begun() {
        FutureTask<OperationClient> task = opening;
        if (task == null) {
            if (closed) {
                throw unavailable("Mimo is shutting down.", "Connect again.");
            }
            task = new FutureTask<>(opener::get);
            opening = task;
            // a platform thread: opening runs native code, which would hold a virtual thread's carrier
            Thread.ofPlatform().daemon().name("opening").start(task);
        }
        return task;
    }

    /// Nothing is closed here: others may still wait for what is left of its answers.
    private synchronized void forget(FutureTask<OperationClient> task) {
        if (task.equals(opening)) {
            opening = null;
        }
    }

    /// This, once it is open; begins to open it if nobody has.
    ///
    /// @throws RefusedException `Unavailable` when it is not open in time, or whatever refusal opening it met
    @Override
    public OperationClient get() throws InterruptedException {
        opened(begun());
        return this;
    }

    private OperationClient opened(FutureTask<OperationClient> task) throws InterruptedException {
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw unavailable("The memory is still being opened.", "Try again in a few seconds.");
        } catch (ExecutionException e) {
            forget(task);
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException("the memory could not be opened", e.getCause());
        }
    }

    @Override
    public <Q, A> A call(Call<Q, A> operation, Q request) {
        return ask(client -> client.call(operation, request));
    }

    @Override
    public <Q, E> void feed(Feed<Q, E> operation, Q request, Consumer<E> each) {
        ask(client -> {
            client.feed(operation, request, each);
            return true;
        });
    }

    @Override
    public <Q, A> A upload(Upload<Q, A> operation, Q request, FileBody file) {
        return ask(client -> client.upload(operation, request, file));
    }

    /// Twice if need be: a server that is gone has not heard the question.
    private <A> A ask(Function<OperationClient, A> question) {
        try {
            FutureTask<OperationClient> task = begun();
            try {
                return question.apply(opened(task));
            } catch (ServerGoneException _) {
                forget(task);
                return question.apply(opened(begun()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw unavailable("The memory was not waited for.", "Try again.");
        }
    }

    private static RefusedException unavailable(String detail, String remedy) {
        return new RefusedException(new Refusal.Unavailable(detail, remedy, Duration.ofSeconds(1)));
    }

    /// Closes what was opened, or is being opened: waits for that, within the patience of a caller.
    @Override
    public void close() {
        FutureTask<OperationClient> task;
        synchronized (this) {
            closed = true;
            task = opening;
        }
        if (task == null) {
            return;
        }
        try {
            task.get(patience.toMillis(), TimeUnit.MILLISECONDS).close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException _) {
            // nothing was opened, so nothing is to be closed
        }
    }
}
