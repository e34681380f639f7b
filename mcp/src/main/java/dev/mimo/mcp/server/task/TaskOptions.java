package dev.mimo.mcp.server.task;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.input.ClientCapabilities;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a call that may become a task brings along for it.
///
/// @param revision in whose words the task is told of
/// @param client what it can answer, and whether it can hold a task at all
/// @param wished how long the client wants it kept; absent when it does not say
public record TaskOptions(TaskOwner owner, Revision revision, ClientCapabilities client, @Nullable Duration wished) {
    /// Whether a call asks to be a task, which one revision's clients can; others ignore what it says.
    public static boolean areRequested(ObjectNode params, Revision revision) {
        return revision.hasRequestedTasks() && params.hasNonNull("task");
    }

    /// @throws RpcException when the call asks for a task in words that are not those of the protocol
    public static TaskOptions of(ObjectNode params, TaskOwner owner, Revision revision, ClientCapabilities client) {
        if (!areRequested(params, revision)) {
            return new TaskOptions(owner, revision, client, null);
        }
        JsonNode ttl = params.path("task").path("ttl");
        boolean sensible = ttl.isMissingNode() || ttl.isNull()
                || (ttl.isNumber() && ttl.canConvertToExactIntegral() && ttl.canConvertToLong());
        if (!params.path("task").isObject() || !sensible) {
            throw RpcException.invalidParams("'task' must be an object, and its 'ttl' a whole number of milliseconds.");
        }
        Duration wished = ttl.asLong(0) > 0 ? Duration.ofMillis(ttl.longValue()) : null;
        return new TaskOptions(owner, revision, client.holdingTasks(), wished);
    }
}
