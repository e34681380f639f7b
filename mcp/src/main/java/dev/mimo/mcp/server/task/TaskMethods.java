package dev.mimo.mcp.server.task;

import dev.mimo.json.Json;
import dev.mimo.mcp.server.input.ClientCapabilities;
import dev.mimo.mcp.server.input.StatelessInputRequester;
import tools.jackson.databind.node.ObjectNode;

/// `tasks/get`, `tasks/update` and `tasks/cancel`: for the caller that began the task, and only to clients that declare
/// the extension.
public final class TaskMethods {
    private final TaskRunner runs;

    public TaskMethods(TaskRunner runs) {
        this.runs = runs;
    }

    public ObjectNode get(ObjectNode params, TaskOwner owner, ClientCapabilities client) {
        return TaskShape.detailed(find(params, owner, client), runs.poll());
    }

    /// The answers count from the moment this returns.
    public ObjectNode update(ObjectNode params, TaskOwner owner, ClientCapabilities client) {
        TaskRecord task = find(params, owner, client);
        var given = StatelessInputRequester.given(params.get("inputResponses"));
        RunningTask run = runs.running(task.id());
        if (run != null) {
            run.answer(given);
        }
        return Json.object();
    }

    public ObjectNode cancel(ObjectNode params, TaskOwner owner, ClientCapabilities client) {
        RunningTask run = runs.running(find(params, owner, client).id());
        if (run != null) {
            run.cancel();
        }
        return Json.object();
    }

    private TaskRecord find(ObjectNode params, TaskOwner owner, ClientCapabilities client) {
        client.requireTasks();
        return runs.named(params, owner);
    }
}
