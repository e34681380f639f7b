package dev.mimo.mcp.server.task;

import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.codec.CursorPages;
import dev.mimo.mcp.server.input.InputRequester;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// `tasks/get`, `tasks/result`, `tasks/list` and `tasks/cancel` of revision 2025-11-25, where a task is what the client
/// asked for with its call: for the session that began it.
public final class RequestedTaskMethods {
    private final TaskRunner runs;
    private final int pageSize;

    public RequestedTaskMethods(TaskRunner runs, int pageSize) {
        this.runs = runs;
        this.pageSize = pageSize;
    }

    public ObjectNode get(ObjectNode params, TaskOwner owner) {
        return TaskShape.requested(runs.named(params, owner).state(), runs.poll());
    }

    public ObjectNode list(ObjectNode params, TaskOwner owner) {
        return CursorPages.of("tasks", runs.list(owner), params, pageSize,
                task -> TaskShape.requested(task, runs.poll()));
    }

    /// Waits for the end of the task, and meanwhile asks the client what the task wants to know.
    ///
    /// @param asking the way to ask the client, for the task of that id
    public ObjectNode result(ObjectNode params, TaskOwner owner, Function<String, InputRequester> asking)
            throws InterruptedException {
        RunningTask task = runs.named(params, owner);
        task.attend(asking.apply(task.state().id()));
        if (!task.state().isOver()) {
            throw TaskRunner.unknown();
        }
        return TaskShape.result(task.state());
    }

    public ObjectNode cancel(ObjectNode params, TaskOwner owner) {
        RunningTask task = runs.named(params, owner);
        if (!task.cancel()) {
            throw RpcException.invalidParams("The task is over already, and cannot be cancelled.");
        }
        return TaskShape.requested(task.state(), runs.poll());
    }
}
