package dev.mimo.mcp.server.task;

import dev.mimo.mcp.RpcException;
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
import tools.jackson.databind.node.ObjectNode;

/// The tasks at work and those that are over but still kept. Safe for many threads.
public final class TaskRunner implements AutoCloseable {
    private final TaskStore store;
    private final Duration kept;
    private final Duration poll;
    private final Clock clock;
    private final Consumer<TaskRecord> listener;
    // those whose thread is still there, by id
    private final Map<String, RunningTask> running = new ConcurrentHashMap<>();

    /// @param kept how long a task is kept from its creation on, at most
    /// @param poll how often a client should ask
    /// @param listener told of each new state, on the thread that made it; must be quick
    public TaskRunner(TaskStore store, Duration kept, Duration poll, Clock clock, Consumer<TaskRecord> listener) {
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
    RunningTask start(TaskOptions terms, Thread worker) {
        sweep();
        Instant now = now();
        TaskRecord state = new TaskRecord(id(), terms.owner(), new TaskRecord.Working(), now, now, kept(terms));
        if (!store.insert(state)) {
            return null;
        }
        RunningTask run = new RunningTask(this, worker, terms, state);
        running.put(state.id(), run);
        return run;
    }

    private Duration kept(TaskOptions terms) {
        return terms.wished() == null || terms.wished().compareTo(kept) > 0 ? kept : terms.wished();
    }

    void ended(RunningTask run) {
        running.remove(run.state().id());
    }

    /// The state of this owner's task; absent when there is no such task, or it is another's.
    public @Nullable TaskRecord find(String id, TaskOwner owner) {
        sweep();
        TaskRecord state = store.find(id);
        return state == null || !state.owner().equals(owner) ? null : state;
    }

    /// The state of the task that a request names.
    ///
    /// @throws RpcException when it is not there for this owner
    TaskRecord named(ObjectNode params, TaskOwner owner) {
        if (!params.path("taskId").isString()) {
            throw RpcException.invalidParams("'taskId' must be a string.");
        }
        TaskRecord task = find(params.path("taskId").stringValue(), owner);
        if (task == null) {
            throw unknown();
        }
        return task;
    }

    static RpcException unknown() {
        return RpcException.invalidParams("There is no such task, or it is kept no longer.");
    }

    List<TaskRecord> list(TaskOwner owner) {
        sweep();
        return store.of(owner);
    }

    /// Cancels and removes the tasks of an owner that is gone.
    public void forget(TaskOwner owner) {
        for (TaskRecord task : store.of(owner)) {
            cancel(task.id());
            store.remove(task.id());
        }
    }

    @Nullable
    RunningTask running(String id) {
        return running.get(id);
    }

    void changed(TaskRecord state) {
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
        List.copyOf(running.values()).forEach(RunningTask::cancel);
    }

    private void sweep() {
        for (TaskRecord expired : store.removeExpired(now())) {
            cancel(expired.id());
        }
    }

    private void cancel(String id) {
        RunningTask run = running.get(id);
        if (run != null) {
            run.cancel();
        }
    }

    /// 128 random bits.
    private static String id() {
        byte[] bits = new byte[16];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
