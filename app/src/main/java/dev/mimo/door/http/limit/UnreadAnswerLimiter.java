package dev.mimo.door.http.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Bounds the bytes of answers that their callers have not taken yet. Where there is no room for one more, the callers
/// that have let theirs wait for longest are cut off: whoever reads gets its answer. Safe for many threads.
public final class UnreadAnswerLimiter {
    /// An answer of so many bytes is not counted: as many as there may be connections are little.
    private static final int FREE_BYTES = 64 << 10;

    private final long most;
    private final long patienceNanos;
    // the rest is guarded by this
    private final Deque<Held> waiting = new ArrayDeque<>();
    private long held;

    /// @param most bytes of all answers; a single one may be longer
    /// @param patience how long a caller may let its answer wait, however many others want to be answered
    public UnreadAnswerLimiter(long most, Duration patience) {
        this.most = most;
        this.patienceNanos = patience.toNanos();
    }

    /// One answer on its way, until it is closed.
    public final class Held implements AutoCloseable {
        private final int bytes;
        private final Runnable cutOff;
        /// When it began to be sent: guarded by the limiter.
        private long since;

        private Held(int bytes, Runnable cutOff) {
            this.bytes = bytes;
            this.cutOff = cutOff;
        }

        @Override
        public void close() {
            synchronized (UnreadAnswerLimiter.this) {
                if (waiting.remove(this)) {
                    held -= bytes;
                    UnreadAnswerLimiter.this.notifyAll();
                }
            }
        }
    }

    /// Makes room for an answer, and waits for it if it must: for no longer than those before it may wait.
    ///
    /// @param cutOff ends the caller's connection, at once; from any thread
    public Held hold(int bytes, Runnable cutOff) {
        Held mine = new Held(bytes <= FREE_BYTES ? 0 : bytes, cutOff);
        Held late = enter(mine);
        while (late != null) {
            late.cutOff.run();
            late.close();
            late = enter(mine);
        }
        return mine;
    }

    /// @return who is to be cut off first; absent when there is room
    private synchronized @Nullable Held enter(Held mine) {
        boolean interrupted = false;
        try {
            while (mine.bytes > 0 && held > 0 && held + mine.bytes > most) {
                Held oldest = waiting.getFirst();
                long left = oldest.since + patienceNanos - System.nanoTime();
                if (left <= 0) {
                    return oldest;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
            if (mine.bytes > 0) {
                mine.since = System.nanoTime();
                held += mine.bytes;
                waiting.add(mine);
            }
            return null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
