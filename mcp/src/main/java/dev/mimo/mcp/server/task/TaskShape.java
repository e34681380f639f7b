package dev.mimo.mcp.server.task;

import dev.mimo.json.Json;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Tasks as they stand in messages.
public final class TaskShape {
    /// Characters of a tool's own words on its failure.
    private static final int MESSAGE_MAX = 200;

    private TaskShape() {}

    /// The handle: what a call that became a task is answered with.
    static ObjectNode handle(TaskRecord task, Duration poll, Revision revision) {
        return revision.hasRequestedTasks()
                ? Json.object().set("task", requested(task, poll))
                : state(Json.object().put("resultType", "task"), task, poll);
    }

    private static ObjectNode state(ObjectNode node, TaskRecord task, Duration poll) {
        return timed(node.put("taskId", task.id()).put("status", task.progress().word()), task)
                .put("ttlMs", task.kept().toMillis())
                .put("pollIntervalMs", poll.toMillis());
    }

    private static ObjectNode timed(ObjectNode node, TaskRecord task) {
        return node.put("createdAt", task.created().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("lastUpdatedAt", task.updated().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /// What revision 2025-11-25 says of a task; its result is fetched apart.
    public static ObjectNode requested(TaskRecord task, Duration poll) {
        ObjectNode node = Json.object().put("taskId", task.id()).put("status", word(task));
        String failure = failure(task.progress());
        if (failure != null) {
            node.put("statusMessage", failure);
        }
        return timed(node, task).put("ttl", task.kept().toMillis()).put("pollInterval", poll.toMillis());
    }

    /// In that revision an error of the tool is a failure of its task as well.
    private static String word(TaskRecord task) {
        return task.progress() instanceof TaskRecord.Completed(ObjectNode result) && isError(result)
                ? "failed"
                : task.progress().word();
    }

    private static boolean isError(ObjectNode result) {
        return result.path("isError").asBoolean(false);
    }

    private static @Nullable String failure(TaskRecord.Progress progress) {
        return switch (progress) {
            case TaskRecord.Failed(RpcError error) -> error.message();
            case TaskRecord.Completed(ObjectNode result) when isError(result) -> {
                String text = result.path("content").path(0).path("text").asString("");
                yield text.length() > MESSAGE_MAX ? text.substring(0, MESSAGE_MAX) + "…" : text;
            }
            case TaskRecord.Completed _,TaskRecord.Working _,TaskRecord.Asking _,TaskRecord.Cancelled _ -> null;
        };
    }

    /// What the call of a task that is over would have been answered with, in the words of that revision.
    ///
    /// @throws RpcException the error that it would have been, or when it was cancelled
    static ObjectNode result(TaskRecord task) {
        return switch (task.progress()) {
            case TaskRecord.Completed(ObjectNode result) -> related(result, task.id());
            case TaskRecord.Failed(RpcError error) -> throw new RpcException(error);
            case TaskRecord.Cancelled _ ->
                throw RpcException.invalidRequest("The task was cancelled: it has no result.");
            case TaskRecord.Working _,TaskRecord.Asking _ -> throw new IllegalStateException("not over: " + task.id());
        };
    }

    /// A copy of a result or of parameters that says which task it is about.
    public static ObjectNode related(ObjectNode message, String task) {
        ObjectNode copy = message.deepCopy();
        copy.withObjectProperty(MetaKeys.META).putObject(MetaKeys.RELATED_TASK).put("taskId", task);
        return copy;
    }

    /// All that is known of the task.
    public static ObjectNode detailed(TaskRecord task, Duration poll) {
        ObjectNode node = state(Json.object(), task, poll);
        switch (task.progress()) {
            case TaskRecord.Working _,TaskRecord.Cancelled _ -> {
            }
            case TaskRecord.Asking(ObjectNode requests) -> node.set("inputRequests", requests);
            case TaskRecord.Completed(ObjectNode result) -> node.set("result", result);
            case TaskRecord.Failed(var error) -> node.set("error", MessageCodec.node(error));
        }
        return node;
    }
}
