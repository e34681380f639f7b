package dev.mimo.mcp.server.task;

import dev.mimo.json.Json;
import dev.mimo.mcp.server.ask.ClientAbilities;
import dev.mimo.mcp.server.ask.RoundQuestions;
import tools.jackson.databind.node.ObjectNode;

/// `tasks/get`, `tasks/update` and `tasks/cancel`: for the caller that began the task, and only to clients that declare
/// the extension.
public final class TaskMethods {
    private final TaskRuns runs;

    public TaskMethods(TaskRuns runs) {
        this.runs = runs;
    }

    public ObjectNode get(ObjectNode params, TaskOwner owner, ClientAbilities client) {
        return TaskShape.detailed(find(params, owner, client), runs.poll());
    }

    /// The answers count from the moment this returns.
    public ObjectNode update(ObjectNode params, TaskOwner owner, ClientAbilities client) {
        TaskState task = find(params, owner, client);
        var given = RoundQuestions.given(params.get("inputResponses"));
        TaskRun run = runs.running(task.id());
        if (run != null) {
            run.answer(given);
        }
        return Json.object();
    }

    public ObjectNode cancel(ObjectNode params, TaskOwner owner, ClientAbilities client) {
        TaskRun run = runs.running(find(params, owner, client).id());
        if (run != null) {
            run.cancel();
        }
        return Json.object();
    }

    private TaskState find(ObjectNode params, TaskOwner owner, ClientAbilities client) {
        client.requireTasks();
        return runs.named(params, owner);
    }
}
