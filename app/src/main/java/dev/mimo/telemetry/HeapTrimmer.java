package dev.mimo.telemetry;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Gives heap back that nothing uses. Under many clients at once the collector moves what will soon be garbage among
/// what is old, and looks at that only when the heap has grown to its limit: gigabytes, of which some megabytes are in
/// use. So a collection is asked for when the heap has grown far beyond what the last one left, but for no more than a
/// small part of the time. A heap that is idle costs nothing.
public final class HeapTrimmer implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);
    /// Below this there is little to give back.
    private static final long SMALL_BYTES = 256L << 20;
    /// Of the time between two collections, one part in so many goes into the first.
    private static final int PARTS = 20;
    /// However long one took: all calls stand still meanwhile, and so one that takes seconds, of a heap with large
    /// indexes or on a machine that is kept busy by others, is not asked for again soon.
    private static final long WAIT_MAX_NANOS = Duration.ofMinutes(2).toNanos();

    private final Heap heap;
    private final LongSupplier nanoTime;
    private final CountDownLatch closed = new CountDownLatch(1);
    // these belong to the one thread that looks
    private long left;
    private long dueAt;

    /// What is looked at, and the way to collect it.
    interface Heap {
        /// Bytes taken from the system.
        long committed();

        /// Bytes in use, garbage included.
        long used();

        void collect();
    }

    HeapTrimmer(Heap heap, LongSupplier nanoTime) {
        this.heap = heap;
        this.nanoTime = nanoTime;
        this.dueAt = nanoTime.getAsLong();
    }

    /// Looks at this process's heap from now on.
    public static HeapTrimmer start() {
        HeapTrimmer trimmer = new HeapTrimmer(new JavaHeap(), System::nanoTime);
        Thread.ofPlatform().daemon().name("mimo-heap-trimmer").start(trimmer::run);
        return trimmer;
    }

    private void run() {
        try {
            while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException _) {
            // nobody interrupts this thread but to end it
        }
    }

    void look() {
        long committed = heap.committed();
        long begun = nanoTime.getAsLong();
        boolean grown = committed > SMALL_BYTES && committed > left / 2 * 5;
        if (grown && begun - dueAt >= 0) {
            heap.collect();
            long ended = nanoTime.getAsLong();
            left = heap.used();
            dueAt = ended + Math.min(WAIT_MAX_NANOS, PARTS * (ended - begun));
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private static final class JavaHeap implements Heap {
        @Override
        public long committed() {
            return Runtime.getRuntime().totalMemory();
        }

        @Override
        public long used() {
            return committed() - Runtime.getRuntime().freeMemory();
        }

        @Override
        public void collect() {
            System.gc();
        }
    }
}
