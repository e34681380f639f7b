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
        return TaskShape.detailed(find(params, owner, client).state(), runs.poll());
    }

    /// The answers count from the moment this returns.
    public ObjectNode update(ObjectNode params, TaskOwner owner, ClientCapabilities client) {
        find(params, owner, client).answer(StatelessInputRequester.given(params.get("inputResponses")));
        return Json.object();
    }

    public ObjectNode cancel(ObjectNode params, TaskOwner owner, ClientCapabilities client) {
        find(params, owner, client).cancel();
        return Json.object();
    }

    private RunningTask find(ObjectNode params, TaskOwner owner, ClientCapabilities client) {
        client.requireTasks();
        return runs.named(params, owner);
    }
}
