package dev.mimo.mcp.client.use;

import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.codec.FieldReader;
import dev.mimo.mcp.codec.MalformedMessageException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a task of the server is doing.
///
/// @param poll how long the server wants to be left alone between two looks; absent when it does not say
/// @param whole as the server sent it: in the stateless era with `result` when completed, `error` when failed,
///     `inputRequests` when it waits
public record TaskState(String id, Status status, @Nullable String message, @Nullable Duration poll,
        ObjectNode whole) {
    public enum Status {
        WORKING, INPUT_REQUIRED, COMPLETED, FAILED, CANCELLED;

        public boolean isEnd() {
            return this == COMPLETED || this == FAILED || this == CANCELLED;
        }
    }

    /// @throws McpClientException when it is none
    public static TaskState of(JsonNode node) {
        try {
            return read(new FieldReader(node, "task"));
        } catch (MalformedMessageException e) {
            throw McpClientException.broken(Objects.requireNonNull(e.getMessage()));
        }
    }

    private static TaskState read(FieldReader fields) {
        Long named = fields.maybeWhole("pollIntervalMs");
        // as revision 2025-11-25 calls it
        Long poll = named == null ? fields.maybeWhole("pollInterval") : named;
        return new TaskState(fields.text("taskId"), status(fields.text("status")), fields.maybeText("statusMessage"),
                poll == null || poll < 0 ? null : Duration.ofMillis(poll), fields.itself());
    }

    private static Status status(String word) {
        return switch (word) {
            case "working" -> Status.WORKING;
            case "input_required" -> Status.INPUT_REQUIRED;
            case "completed" -> Status.COMPLETED;
            case "failed" -> Status.FAILED;
            case "cancelled" -> Status.CANCELLED;
            default -> throw new MalformedMessageException("The server's task is '" + word + "', which is not known.");
        };
    }
}
