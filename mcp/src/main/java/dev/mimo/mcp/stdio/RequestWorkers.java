package dev.mimo.mcp.stdio;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The threads of the requests under way: so many, of so many bytes, and of those so many at work.
final class RequestWorkers {
    private final StdioSettings settings;
    private final Semaphore atWork;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

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
        Thread worker = Thread.ofVirtual().name("mcp-request").unstarted(() -> {
            try {
                run(waits, work);
            } finally {
                leave(requestBytes);
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(worker);
        worker.start();
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

    private void leave(int requestBytes) {
        count.decrementAndGet();
        bytes.addAndGet(-requestBytes);
    }

    /// @return whether all ended within this time
    boolean join(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        for (Thread thread : threads) {
            long left = end - System.nanoTime();
            try {
                if (left <= 0 || !thread.join(Duration.ofNanos(left))) {
                    return false;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
