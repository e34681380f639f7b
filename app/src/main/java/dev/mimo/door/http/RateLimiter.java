package dev.mimo.door.http;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Lets so many requests in at a time, and so many a second; nobody queues here, whoever is too many is told to
/// come back.
final class RateLimiter {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Semaphore requests;
    private final Semaphore streams;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    /// When the next request would be due at the steady rate; up to a second behind now, which is the burst.
    private final AtomicLong due;

    RateLimiter(HttpLimits limits, LongSupplier nanoTime) {
        requests = new Semaphore(limits.requestsMax());
        streams = new Semaphore(limits.streamsMax());
        intervalNanos = limits.requestsPerSecondMax() == 0 ? 0 : SECOND / limits.requestsPerSecondMax();
        this.nanoTime = nanoTime;
        due = new AtomicLong(nanoTime.getAsLong() - SECOND);
    }

    /// A place among the requests; refuses with `TooBusy`.
    Permit enter() {
        takeTurn();
        if (!requests.tryAcquire()) {
            throw busy("The server is answering as many requests as it may at once.");
        }
        return new Permit(requests);
    }

    private void takeTurn() {
        if (intervalNanos == 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        boolean taken;
        do {
            long seen = due.get();
            long from = Math.max(seen, now - SECOND);
            if (from + intervalNanos > now) {
                throw busy("More requests came in this second than the server takes.");
            }
            taken = due.compareAndSet(seen, from + intervalNanos);
        } while (!taken);
    }

    private static RefusedException busy(String detail) {
        return new RefusedException(new Refusal.TooBusy(detail, "Wait for the time in Retry-After, then try again.",
                Duration.ofSeconds(1)));
    }

    /// One caller's place, given back once.
    final class Permit implements AutoCloseable {
        private Semaphore held;

        private Permit(Semaphore held) {
            this.held = held;
        }

        /// Changes to a place among the streams, which stay for long; refuses with `TooBusy`.
        void becomeStream() {
            if (!streams.tryAcquire()) {
                throw busy("As many event streams are open as the server allows.");
            }
            held.release();
            held = streams;
        }

        @Override
        public void close() {
            held.release();
        }
    }
}
