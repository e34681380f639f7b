package dev.mimo.mcp.server.task;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tasks that live as long as the process, at most so many.
public final class InMemoryTaskStore implements TaskStore {
    private final int most;
    // oldest first; guarded by this
    private final Map<String, TaskRecord> tasks = new LinkedHashMap<>();

    /// @param most at least 1
    public InMemoryTaskStore(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("no room for any task");
        }
        this.most = most;
    }

    @Override
    public synchronized boolean insert(TaskRecord task) {
        return tasks.size() < most && tasks.putIfAbsent(task.id(), task) == null;
    }

    @Override
    public synchronized void update(TaskRecord task) {
        tasks.replace(task.id(), task);
    }

    @Override
    public synchronized @Nullable TaskRecord find(String id) {
        return tasks.get(id);
    }

    @Override
    public synchronized List<TaskRecord> of(TaskOwner owner) {
        return tasks.values().stream().filter(task -> task.owner().equals(owner)).toList();
    }

    @Override
    public synchronized void remove(String id) {
        tasks.remove(id);
    }

    @Override
    public synchronized List<TaskRecord> removeExpired(Instant now) {
        List<TaskRecord> expired = tasks.values().stream().filter(task -> task.isExpired(now)).toList();
        expired.forEach(task -> tasks.remove(task.id()));
        return expired;
    }
}
