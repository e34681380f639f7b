package dev.mimo.mcp.client.link;

import dev.mimo.mcp.Message;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// One request under way: where its answer arrives and where its caller waits. Progress is handed over on the caller's
/// thread, so that all of it is seen before the result.
public final class Pending {
    /// Reports beyond it that the caller has not looked at yet are dropped.
    private static final int REPORTS_MAX = 256;

    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<Runnable> abandoning = new AtomicReference<>(() -> {});

    private sealed interface Signal {}

    private record Answered(Message.Answer answer) implements Signal {}

    private record Failed(McpClientException failure) implements Signal {}

    private record Reported(ObjectNode progress) implements Signal {}

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

    /// Waits for the end.
    ///
    /// @param silence most to wait without any progress
    /// @param whole most to wait altogether
    /// @throws McpClientException when it failed, or did not end in time
    public Message.Answer await(Duration silence, Duration whole, Consumer<ObjectNode> progress)
            throws InterruptedException {
        long end = System.nanoTime() + whole.toNanos();
        long quiet = System.nanoTime() + silence.toNanos();
        while (true) {
            long left = Math.min(end, quiet) - System.nanoTime();
            switch (signals.poll(Math.max(0, left), TimeUnit.NANOSECONDS)) {
                case null -> throw McpClientException.timedOut("The answer",
                        end - System.nanoTime() <= 0 ? whole : silence);
                case Answered(Message.Answer answer) -> {
                    return answer;
                }
                case Failed(McpClientException failure) -> throw failure;
                case Reported(ObjectNode report) -> {
                    quiet = System.nanoTime() + silence.toNanos();
                    progress.accept(report);
                }
            }
        }
    }
}
