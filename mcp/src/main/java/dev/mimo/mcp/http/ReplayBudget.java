package dev.mimo.mcp.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/// Bounds what is kept, over all sessions, of streams that are complete: a client that lost the end of one may come
/// back for it, for so long and while there is room.
final class ReplayBudget {
    private final int keptBytesMax;
    private final long keepNanos;
    private final LongSupplier nanoTime;
    // guarded by this, the oldest first
    private final Deque<Complete> complete = new ArrayDeque<>();
    private long bytes;

    private record Complete(HttpSession session, ReplayChannel channel, int bytes, long at) {}

    ReplayBudget(int keptBytesMax, Duration keep, LongSupplier nanoTime) {
        this.keptBytesMax = keptBytesMax;
        this.keepNanos = keep.toNanos();
        this.nanoTime = nanoTime;
    }

    /// Keeps a channel to which nothing is added any more.
    synchronized void keep(HttpSession session, ReplayChannel channel) {
        Complete one = new Complete(session, channel, channel.bytes(), nanoTime.getAsLong());
        complete.add(one);
        bytes += one.bytes();
        while (bytes > keptBytesMax) {
            forgetOldest();
        }
    }

    synchronized void forgetOld() {
        long now = nanoTime.getAsLong();
        while (!complete.isEmpty() && now - complete.getFirst().at() > keepNanos) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Complete oldest = complete.remove();
        bytes -= oldest.bytes();
        oldest.session().forget(oldest.channel());
    }
}
