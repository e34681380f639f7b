package dev.mimo.mcp.server.task;

import dev.mimo.mcp.RpcException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The tasks at work and those that are over but still kept, all in memory: none outlives the thread that works on it.
/// Safe for many threads.
public final class TaskRunner implements AutoCloseable {
    private final int most;
    private final Duration kept;
    private final Duration poll;
    private final Clock clock;
    private final Consumer<TaskRecord> listener;
    // by id, the oldest first; guarded by this
    private final Map<String, RunningTask> tasks = new LinkedHashMap<>();

    /// @param most how many are kept at once, at least 1
    /// @param kept how long a task is kept from its creation on, at most
    /// @param poll how often a client should ask
    /// @param listener told of each new state, on the thread that made it; must be quick
    public TaskRunner(int most, Duration kept, Duration poll, Clock clock, Consumer<TaskRecord> listener) {
        this.most = most;
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
        RunningTask task = new RunningTask(this, worker, terms, state);
        synchronized (this) {
            if (tasks.size() >= most) {
                return null;
            }
            tasks.put(state.id(), task);
        }
        return task;
    }

    private Duration kept(TaskOptions terms) {
        return terms.wished() == null || terms.wished().compareTo(kept) > 0 ? kept : terms.wished();
    }

    /// This owner's task; absent when there is no such task, or it is another's.
    public @Nullable RunningTask find(String id, TaskOwner owner) {
        sweep();
        synchronized (this) {
            RunningTask task = tasks.get(id);
            return task == null || !task.state().owner().equals(owner) ? null : task;
        }
    }

    /// The task that a request names.
    ///
    /// @throws RpcException when it is not there for this owner
    RunningTask named(ObjectNode params, TaskOwner owner) {
        if (!params.path("taskId").isString()) {
            throw RpcException.invalidParams("'taskId' must be a string.");
        }
        RunningTask task = find(params.path("taskId").stringValue(), owner);
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
        synchronized (this) {
            return tasks.values().stream().map(RunningTask::state).filter(task -> task.owner().equals(owner)).toList();
        }
    }

    /// Cancels and removes the tasks of an owner that is gone.
    public void forget(TaskOwner owner) {
        remove(task -> task.owner().equals(owner));
    }

    void changed(TaskRecord state) {
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
        List<RunningTask> all;
        synchronized (this) {
            all = List.copyOf(tasks.values());
        }
        all.forEach(RunningTask::cancel);
    }

    private void sweep() {
        Instant now = now();
        remove(task -> task.isExpired(now));
    }

    private void remove(Predicate<TaskRecord> which) {
        List<RunningTask> removed;
        synchronized (this) {
            removed = tasks.values().stream().filter(task -> which.test(task.state())).toList();
            tasks.values().removeAll(removed);
        }
        // apart from the lock, since it tells the listener
        removed.forEach(RunningTask::cancel);
    }

    /// 128 random bits.
    private static String id() {
        byte[] bits = new byte[16];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
