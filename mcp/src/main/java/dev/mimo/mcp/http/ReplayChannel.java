package dev.mimo.mcp.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The messages of one stream in their order, between those who have something to say and the one thread that sends
/// it. A channel outlives its connection: where messages may have to be sent again they are kept, within a bound.
final class ReplayChannel {
    /// Of what a client that reads slowly is behind; who says more waits.
    private static final int BEHIND_BYTES_MAX = 256 * 1024;
    private static final int POSTED_MAX = 256;

    private final int number;
    private final int keptBytesMax;
    // the rest is guarded by this, whose waiters wait for any change
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
    synchronized void say(String text, boolean needed) {
        if (hasRoom() || needed) {
            add(text, needed);
        }
    }

    private boolean hasRoom() {
        try {
            while (reader != null && unsentBytes > BEHIND_BYTES_MAX && !ended) {
                wait();
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Adds a message that nobody waits for, at once. One that waits to be sent already is not added again, and of too
    /// many the oldest is dropped.
    synchronized void post(String text) {
        for (Event event : events) {
            if (event.number() > sent && event.text().equals(text)) {
                return;
            }
        }
        add(text, false);
        while (events.size() > POSTED_MAX) {
            drop(events.removeFirst());
        }
    }

    /// Nothing more is added.
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// Begins to read, in the place of whoever did.
    ///
    /// @param after the number of the last event that the client has; negative to go on after the last one sent
    synchronized Reader read(long after) {
        Reader fresh = new Reader();
        reader = fresh;
        // a number from before this channel says nothing about what the client has of it
        sent = after < 0 || after > last ? sent : after;
        unsentBytes = events.stream().filter(event -> event.number() > sent).mapToInt(ReplayChannel::size).sum();
        notifyAll();
        return fresh;
    }

    /// Whether a client is connected.
    synchronized boolean isRead() {
        return reader != null;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /// What the channel holds.
    synchronized int bytes() {
        return bytes;
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
        notifyAll();
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

    private @Nullable Event firstUnsent() {
        for (Event event : events) {
            if (event.number() > sent) {
                return event;
            }
        }
        return null;
    }

    /// One connection's view; for one thread, except `stop`.
    final class Reader {
        private Reader() {}

        /// The number of the last event that the client has.
        long position() {
            synchronized (ReplayChannel.this) {
                return sent;
            }
        }

        /// Waits for what is to be sent next.
        ///
        /// @param most how long to wait
        Next next(Duration most) {
            long end = System.nanoTime() + most.toNanos();
            synchronized (ReplayChannel.this) {
                while (reader == this) {
                    Event event = firstUnsent();
                    long left = end - System.nanoTime();
                    if (event != null) {
                        return event;
                    }
                    if (ended) {
                        return new End();
                    }
                    if (left <= 0) {
                        return new Pause();
                    }
                    try {
                        TimeUnit.NANOSECONDS.timedWait(ReplayChannel.this, left);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                        return new End();
                    }
                }
                return new End();
            }
        }

        /// Whether all that was ever said was sent.
        boolean isAtEnd() {
            synchronized (ReplayChannel.this) {
                return reader == this && ended && firstUnsent() == null;
            }
        }

        void sent(Event event) {
            synchronized (ReplayChannel.this) {
                if (reader == this && event.number() > sent) {
                    sent = event.number();
                    unsentBytes -= size(event);
                    trim();
                    ReplayChannel.this.notifyAll();
                }
            }
        }

        /// Reads no more; from any thread.
        void stop() {
            synchronized (ReplayChannel.this) {
                if (reader == this) {
                    reader = null;
                    trim();
                    ReplayChannel.this.notifyAll();
                }
            }
        }
    }
}
