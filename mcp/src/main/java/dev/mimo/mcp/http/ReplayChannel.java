package dev.mimo.mcp.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The messages of one stream in their order, between those who have something to say and the one thread that sends
/// it. A channel outlives its connection: where messages may have to be sent again they are kept, within a bound.
final class ReplayChannel {
    /// Of what a client that reads slowly is behind; who says more waits.
    private static final int BEHIND_BYTES_MAX = 256 * 1024;
    private static final int POSTED_MAX = 256;

    private final int number;
    private final int keptBytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // the rest is guarded by lock
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private long last;
    private long sent;
    private int bytes;
    private int unsentBytes;
    private boolean ended;
    private @Nullable Reader reader;

    /// What a reader is told.
    sealed interface Next {}

    /// A message to be sent.
    ///
    /// @param needed whether somebody waits for it, so that it is not dropped before it is sent
    record Event(long number, String text, boolean needed) implements Next {}

    /// Nothing came for so long.
    record Pause() implements Next {}

    /// There is nothing more, or somebody else reads now.
    record End() implements Next {}

    /// @param number of the channel in its session
    /// @param keptBytesMax of what was sent and is kept for those who lost it; 0 keeps nothing
    ReplayChannel(int number, int keptBytesMax) {
        this.number = number;
        this.keptBytesMax = keptBytesMax;
    }

    int number() {
        return number;
    }

    /// Adds a message; waits while a client that reads is too far behind. An interrupted thread does not wait, and its
    /// message is dropped if nobody needs it.
    void say(String text, boolean needed) {
        lock.lock();
        try {
            if (hasRoom() || needed) {
                add(text, needed);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        try {
            while (reader != null && unsentBytes > BEHIND_BYTES_MAX && !ended) {
                changed.await();
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Adds a message that nobody waits for, at once. One that waits to be sent already is not added again, and of too
    /// many the oldest is dropped.
    void post(String text) {
        lock.lock();
        try {
            for (Event event : events) {
                if (event.number() > sent && event.text().equals(text)) {
                    return;
                }
            }
            add(text, false);
            while (events.size() > POSTED_MAX) {
                drop(events.removeFirst());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more is added.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Begins to read, in the place of whoever did.
    ///
    /// @param after the number of the last event that the client has; negative to go on after the last one sent
    Reader read(long after) {
        lock.lock();
        try {
            Reader fresh = new Reader();
            reader = fresh;
            // a number from before this channel says nothing about what the client has of it
            sent = after < 0 || after > last ? sent : after;
            unsentBytes = events.stream().filter(event -> event.number() > sent).mapToInt(ReplayChannel::size).sum();
            changed.signalAll();
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /// Whether a client is connected.
    boolean isRead() {
        lock.lock();
        try {
            return reader != null;
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /// What the channel holds.
    int bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    private void add(String text, boolean needed) {
        if (ended) {
            return;
        }
        Event event = new Event(++last, text, needed);
        events.add(event);
        bytes += size(event);
        unsentBytes += size(event);
        trim();
        changed.signalAll();
    }

    /// Drops what was sent, oldest first, until the rest is within the bound; where nobody reads, also what is not
    /// needed.
    private void trim() {
        Iterator<Event> oldest = events.iterator();
        while (oldest.hasNext() && bytes > keptBytesMax) {
            Event event = oldest.next();
            boolean wasSent = event.number() <= sent;
            if (!wasSent && reader != null) {
                return;
            }
            if (wasSent || (!event.needed() && event.number() < last)) {
                oldest.remove();
                drop(event);
            }
        }
    }

    private void drop(Event event) {
        bytes -= size(event);
        if (event.number() > sent) {
            unsentBytes -= size(event);
        }
    }

    private static int size(Event event) {
        return event.text().length() + 64;
    }

    /// One connection's view; for one thread, except `stop`.
    final class Reader {
        private Reader() {}

        /// The number of the last event that the client has.
        long position() {
            lock.lock();
            try {
                return sent;
            } finally {
                lock.unlock();
            }
        }

        /// Waits for what is to be sent next.
        ///
        /// @param most how long to wait
        Next next(Duration most) {
            long left = most.toNanos();
            lock.lock();
            try {
                while (reader == this) {
                    Event event = firstUnsent();
                    if (event != null) {
                        return event;
                    }
                    if (ended) {
                        return new End();
                    }
                    if (left <= 0) {
                        return new Pause();
                    }
                    left = changed.awaitNanos(left);
                }
                return new End();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return new End();
            } finally {
                lock.unlock();
            }
        }

        /// Whether all that was ever said was sent.
        boolean isAtEnd() {
            lock.lock();
            try {
                return reader == this && ended && firstUnsent() == null;
            } finally {
                lock.unlock();
            }
        }

        void sent(Event event) {
            lock.lock();
            try {
                if (reader == this && event.number() > sent) {
                    sent = event.number();
                    unsentBytes -= size(event);
                    trim();
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        /// Reads no more; from any thread.
        void stop() {
            lock.lock();
            try {
                if (reader == this) {
                    reader = null;
                    trim();
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        private @Nullable Event firstUnsent() {
            for (Event event : events) {
                if (event.number() > sent) {
                    return event;
                }
            }
            return null;
        }
    }
}
