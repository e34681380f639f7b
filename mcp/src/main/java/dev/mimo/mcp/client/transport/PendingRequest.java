package dev.mimo.mcp.client.transport;

import dev.mimo.mcp.Message;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One request under way: where its answer arrives and where its caller waits. Progress is handed over on the caller's
/// thread, so that all of it is seen before the result.
public final class PendingRequest {
    /// Reports beyond it that the caller has not looked at yet are dropped.
    private static final int REPORTS_MAX = 256;
    /// Between two looks at limits that stand still.
    private static final long HELD_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<Runnable> abandoning = new AtomicReference<>(() -> {});
    /// What came and is nobody's answer, in case that none comes.
    private volatile @Nullable String unread;
    /// Written by the transport's thread alone.
    private volatile Patience patience = new Patience(0, null);

    private sealed interface Signal {}

    private record Answered(Message.Answer answer) implements Signal {}

    private record Failed(McpClientException failure) implements Signal {}

    private record Reported(ObjectNode progress) implements Signal {}

    /// Nanoseconds as the caller's limits count them: they stand still while a credential is sought.
    ///
    /// @param behind how far, after earlier such times
    /// @param held since when they stand still; absent when they do not
    private record Patience(long behind, @Nullable Long held) {
        long now() {
            return (held == null ? System.nanoTime() : held) - behind;
        }
    }

    /// Lets the caller's limits stand still: what is done until `release` has a limit of its own, such as a user's time
    /// to log in. Both are for the one thread that carries the request.
    public void hold() {
        patience = new Patience(patience.behind(), System.nanoTime());
    }

    public void release() {
        long before = patience.now();
        patience = new Patience(System.nanoTime() - before, null);
    }

    public void answered(Message.Answer answer) {
        end(new Answered(answer));
    }

    public void failed(McpClientException failure) {
        end(new Failed(failure));
    }

    private void end(Signal signal) {
        if (ended.compareAndSet(false, true)) {
            signals.add(signal);
        }
    }

    /// @param progress the parameters of `notifications/progress`
    public void reported(ObjectNode progress) {
        if (!ended.get() && signals.size() < REPORTS_MAX) {
            signals.add(new Reported(progress));
        }
    }

    /// @param what the server sent, that can be taken for no answer: perhaps it was meant for this one
    public void sawUnread(String what) {
        unread = what;
    }

    /// Whether it was answered, has failed, or nobody waits any more.
    public boolean isEnded() {
        return ended.get();
    }

    /// What the transport does when nobody waits any more.
    public void onAbandon(Runnable action) {
        abandoning.set(action);
        if (ended.get()) {
            // it may have been abandoned before this was set; doing it twice, or after the answer, does no harm
            action.run();
        }
    }

    /// Gives up: whatever arrives from here on is dropped.
    public void abandon() {
        ended.set(true);
        abandoning.get().run();
    }

    /// Waits for the end; time that is held does not count.
    ///
    /// @param silence most to wait without any progress
    /// @param whole most to wait altogether
    /// @throws McpClientException when it failed, or did not end in time
    public Message.Answer await(Duration silence, Duration whole, Consumer<ObjectNode> progress)
            throws InterruptedException {
        long end = patience.now() + whole.toNanos();
        long quiet = patience.now() + silence.toNanos();
        while (true) {
            Patience seen = patience;
            long left = Math.min(end, quiet) - seen.now();
            long wait = seen.held() == null ? left : Math.max(left, HELD_PAUSE_NANOS);
            switch (signals.poll(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
                case null -> {
                    if (Math.min(end, quiet) - patience.now() <= 0 && patience.held() == null) {
                        Duration limit = end - patience.now() <= 0 ? whole : silence;
                        throw unread == null
                                ? McpClientException.timedOut("The answer", limit)
                                : McpClientException.unanswered(unread, limit);
                    }
                }
                case Answered(Message.Answer answer) -> {
                    return answer;
                }
                case Failed(McpClientException failure) -> throw failure;
                case Reported(ObjectNode report) -> {
                    quiet = patience.now() + silence.toNanos();
                    progress.accept(report);
                }
            }
        }
    }
}
