package dev.mimo.cortex;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/// Work beside a conversation, that is waited for only so long and then goes on unheard.
public final class PendingResult<T> {
    private final CompletableFuture<T> work;
    private final Function<String, T> failed;

    private PendingResult(CompletableFuture<T> work, Function<String, T> failed) {
        this.work = work;
        this.failed = failed;
    }

    static <T> PendingResult<T> done(T value) {
        return new PendingResult<>(CompletableFuture.completedFuture(value), _ -> value);
    }

    /// Begins the work, if there is a place for it.
    ///
    /// @param failed what stands for a result, given why there is none
    static <T> PendingResult<T> begin(Semaphore places, Supplier<T> work, Function<String, T> failed) {
        if (!places.tryAcquire()) {
            return done(failed.apply("too many others are at it"));
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().name("conversation-memory").start(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            } finally {
                places.release();
            }
        });
        return new PendingResult<>(result, failed);
    }

    /// What came of it, or what stands for that when it fails or takes longer.
    public T await(Duration patience) {
        try {
            return work.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return failed.apply("took longer than " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return failed.apply("failed: " + e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return failed.apply("was interrupted");
        }
    }
}
