package dev.mimo.mcp.server.task;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where tasks are kept. Safe for many threads.
public interface TaskStore {
    /// Keeps a new task: it can be found from the moment this returns.
    ///
    /// @return false when there is no room
    boolean insert(TaskRecord task);

    /// Keeps the task's new state in place of its last; a task that was removed stays so.
    void update(TaskRecord task);

    /// Absent when there is none.
    @Nullable
    TaskRecord find(String id);

    /// The tasks of this owner, oldest first.
    List<TaskRecord> of(TaskOwner owner);

    /// Removes one task; removing none is no fault.
    void remove(String id);

    /// Removes the tasks that are kept no longer.
    ///
    /// @return those
    List<TaskRecord> removeExpired(Instant now);
}
