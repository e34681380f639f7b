package dev.mimo.mcp.server.task;

import dev.mimo.mcp.server.ask.ClientAbilities;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tasks at work and those that are over but still kept. Safe for many threads.
public final class TaskRuns implements AutoCloseable {
    private final Tasks store;
    private final Duration kept;
    private final Duration poll;
    private final Clock clock;
    private final Consumer<TaskState> listener;
    // those whose thread is still there, by id
    private final Map<String, TaskRun> running = new ConcurrentHashMap<>();

    /// @param kept how long a task is kept from its creation on
    /// @param poll how often a client should ask
    /// @param listener told of each new state, on the thread that made it; must be quick
    public TaskRuns(Tasks store, Duration kept, Duration poll, Clock clock, Consumer<TaskState> listener) {
        this.store = store;
        this.kept = kept;
        this.poll = poll;
        this.clock = clock;
        this.listener = listener;
    }

    /// Makes a task of the call that this thread works on.
    ///
    /// @return absent when there is no room for it
    @Nullable
    TaskRun start(String owner, ClientAbilities client, Thread worker) {
        sweep();
        Instant now = now();
        TaskState state = new TaskState(id(), owner, new TaskState.Working(), now, now, kept);
        if (!store.insert(state)) {
            return null;
        }
        TaskRun run = new TaskRun(this, worker, client, state);
        running.put(state.id(), run);
        return run;
    }

    void ended(TaskRun run) {
        running.remove(run.state().id());
    }

    /// The state of this caller's task; absent when there is no such task, or it is another's.
    public @Nullable TaskState find(String id, String owner) {
        sweep();
        TaskState state = store.find(id);
        return state == null || !state.owner().equals(owner) ? null : state;
    }

    @Nullable
    TaskRun running(String id) {
        return running.get(id);
    }

    void changed(TaskState state) {
        store.update(state);
        listener.accept(state);
    }

    Instant now() {
        return clock.instant();
    }

    public Duration poll() {
        return poll;
    }

    /// Cancels all that are at work.
    @Override
    public void close() {
        List.copyOf(running.values()).forEach(TaskRun::cancel);
    }

    private void sweep() {
        for (TaskState expired : store.removeExpired(now())) {
            TaskRun run = running.get(expired.id());
            if (run != null) {
                run.cancel();
            }
        }
    }

    /// 128 random bits.
    private static String id() {
        byte[] bits = new byte[16];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
