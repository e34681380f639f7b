package dev.mimo.storage.feed;

import dev.mimo.memory.MemoryNews;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.DataFileWatcher;
import dev.mimo.storage.Database;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// News of changed memories from the data file itself, so that it does not matter which process changed them: one
/// thread looks several times a second whether anybody committed, and then which memories the change sequence has
/// moved on with.
///
/// It looks only while a listener hears, and goes on where it stopped. A file that is missing, locked or damaged delays
/// the news and nothing else.
public final class ChangeFeed implements MemoryNews, AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final int DOUBLINGS_MAX = 10;
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
    /// A process that has just begun to answer has better things to do than to set up looking.
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration BEGIN_MAX = Duration.ofSeconds(2);
    private static final Duration END_MAX = Duration.ofSeconds(10);
    private static final long UNKNOWN = -1;

    private final Supplier<DataFileWatcher> opener;
    private final Duration pause;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch demanded = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    // these belong to the thread, of which there is one at a time
    private @Nullable DataFileWatcher watcher;
    private long seen = UNKNOWN;
    private int failures;

    // these are guarded by this
    private @Nullable Thread thread;
    private boolean woken;

    /// @param opener of what looks at the file; called once, on the feed's own thread, when that is first needed
    public ChangeFeed(Supplier<DataFileWatcher> opener) {
        this(opener, PAUSE);
    }

    /// @param pause between two looks
    public ChangeFeed(Supplier<DataFileWatcher> opener, Duration pause) {
        this.opener = opener;
        this.pause = pause;
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized void wake() {
        if (isClosed() || thread != null) {
            woken = true;
            return;
        }
        // a platform thread: a native call would hold the carrier of a virtual one
        thread = Thread.ofPlatform().daemon().name("mimo-change-feed").start(this::run);
    }

    @Override
    public void begin() throws InterruptedException {
        if (begun.getCount() > 0) {
            demanded.countDown();
            wake();
            // in vain when the file does not answer, which must not keep a client from its own answer
            boolean _ = begun.await(BEGIN_MAX.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void run() {
        awaitDemand();
        boolean on = !isClosed();
        while (on) {
            if (attempt()) {
                begun.countDown();
            }
            on = goesOn();
        }
    }

    private void awaitDemand() {
        try {
            boolean _ = demanded.await(begun.getCount() == 0 ? 0 : FIRST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            // nobody interrupts this thread on purpose, and to look earlier does no harm
        }
    }

    /// @return whether it is known what is new from now on
    private boolean attempt() {
        try {
            look();
            if (failures > 0) {
                log().info("Changes of memories are heard again");
            }
            failures = 0;
            return true;
        } catch (RuntimeException | Error failure) {
            // what was not told now is told by the look that succeeds, which goes on from the same number
            leave();
            if (failures == 0) {
                noted(failure);
            }
            failures++;
            return false;
        }
    }

    private static void noted(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            log().info("Changes of memories are not heard for now: {}", refused.getMessage());
        } else {
            log().warn("Changes of memories are not heard for now", failure);
        }
    }

    /// Not made before there is something to say: that sets up all of logging, which the start would wait for.
    private static Logger log() {
        return LoggerFactory.getLogger(ChangeFeed.class);
    }

    private void look() {
        DataFileWatcher open = watcher;
        if (open == null) {
            open = opener.get();
            watcher = open;
        }
        switch (open.look()) {
            // all that comes will be new
            case NOTHING -> seen = 0;
            case FOREIGN -> throw Refusal.conflict("The data file has the schema of a newer Mimo.",
                    "Use the same Mimo everywhere.");
            case OLDER -> {
                if (seen == UNKNOWN) {
                    seen = open.read(ChangeQueries::last);
                }
                // whoever migrates may need the file for itself
                open.leave();
            }
            case SAME -> {
            }
            case COMMITTED -> tell(open.read(this::catchUp));
            case REPLACED -> {
                seen = 0;
                tell(open.read(this::catchUp));
            }
        }
    }

    private Map<Namespace, Set<MemoryId>> catchUp(Database database) {
        // before the memories: what is committed in between has higher numbers and is left to the next look
        long last = ChangeQueries.last(database);
        if (seen > last) {
            // the file's contents were replaced by older ones
            seen = 0;
        }
        Map<Namespace, Set<MemoryId>> changed = seen == UNKNOWN || seen == last
                ? Map.of()
                : ChangeQueries.between(database, seen, last);
        seen = last;
        return changed;
    }

    private void tell(Map<Namespace, Set<MemoryId>> changed) {
        listeners.forEach(listener -> changed.forEach(listener::changed));
    }

    /// Waits until the next look is due; false when there is none, because nobody hears or this is closed.
    private boolean goesOn() {
        boolean heard = listeners.stream().anyMatch(Listener::hears);
        if (!heard) {
            leave();
        }
        synchronized (this) {
            if (!heard && !woken) {
                thread = null;
                return false;
            }
            woken = false;
        }
        try {
            return !closed.await(nextPause().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            // nobody interrupts this thread on purpose: closing is told by the latch
            return !isClosed();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private Duration nextPause() {
        Duration longer = pause.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        return longer.compareTo(PAUSE_MAX) < 0 ? longer : PAUSE_MAX;
    }

    /// What stays open when it cannot be closed ends with the process.
    private void leave() {
        try {
            if (watcher != null) {
                watcher.leave();
            }
        } catch (RuntimeException fault) {
            log().debug("The data file could not be left", fault);
        }
    }

    /// Ends looking, after the look under way; nothing is told afterwards.
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed.countDown();
            demanded.countDown();
            running = thread;
        }
        try {
            if (running != null && !running.join(END_MAX)) {
                log().warn("The look for changes did not end in time");
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            leave();
        }
    }
}
