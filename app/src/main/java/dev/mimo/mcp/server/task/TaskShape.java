package dev.mimo.mcp.server.task;

import dev.mimo.mcp.MessageCodec;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tasks as they stand in messages.
public final class TaskShape {
    private TaskShape() {}

    /// The handle: what a call that became a task is answered with.
    static ObjectNode handle(TaskState task, Duration poll) {
        return JsonNodeFactory.instance.objectNode()
                .put("resultType", "task")
                .put("taskId", task.id())
                .put("status", task.progress().word())
                .put("createdAt", task.created().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("lastUpdatedAt", task.updated().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("ttlMs", task.kept().toMillis())
                .put("pollIntervalMs", poll.toMillis());
    }

    /// All that is known of the task.
    public static ObjectNode detailed(TaskState task, Duration poll) {
        ObjectNode node = handle(task, poll);
        node.remove("resultType");
        switch (task.progress()) {
            case TaskState.Working _,TaskState.Cancelled _ -> {
            }
            case TaskState.Asking(ObjectNode requests) -> node.set("inputRequests", requests);
            case TaskState.Completed(ObjectNode result) -> node.set("result", result);
            case TaskState.Failed(var error) -> node.set("error", MessageCodec.node(error));
        }
        return node;
    }
}
