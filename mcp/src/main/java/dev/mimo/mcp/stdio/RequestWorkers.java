package dev.mimo.mcp.stdio;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The threads of the requests under way: so many, of so many bytes, and of those so many at work.
final class RequestWorkers {
    private final StdioSettings settings;
    private final Semaphore atWork;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mcp-request").factory());

    RequestWorkers(StdioSettings settings) {
        this.settings = settings;
        this.atWork = new Semaphore(settings.workersMax());
    }

    /// Makes room for a request; `start` must follow if there is some. For one thread.
    ///
    /// @return false when there is none
    boolean admit(int requestBytes) {
        boolean fits = count.get() < settings.requestsMax()
                && (bytes.get() + requestBytes <= settings.requestBytesMax() || count.get() == 0);
        if (fits) {
            count.incrementAndGet();
            bytes.addAndGet(requestBytes);
        }
        return fits;
    }

    /// @param waits whether the work is only to wait for others, so that it needs no place among those at work
    void start(int requestBytes, boolean waits, Runnable work) {
        threads.execute(() -> {
            try {
                run(waits, work);
            } finally {
                count.decrementAndGet();
                bytes.addAndGet(-requestBytes);
            }
        });
    }

    private void run(boolean waits, Runnable work) {
        if (waits) {
            work.run();
            return;
        }
        atWork.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            atWork.release();
        }
    }

    /// Takes no more work.
    ///
    /// @return whether all ended within this time
    boolean join(Duration most) {
        threads.shutdown();
        try {
            return threads.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
