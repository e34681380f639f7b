package dev.mimo.mcp.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Counts the requests that last until the server ends, so that it can wait until their clients were told.
final class OpenRequestLatch {
    // guarded by this
    private int count;

    synchronized void enter() {
        count++;
    }

    synchronized void leave() {
        count--;
        notifyAll();
    }

    /// Waits until none is left, or this time is over.
    synchronized void awaitNone(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        long left = most.toNanos();
        while (count > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }
}
