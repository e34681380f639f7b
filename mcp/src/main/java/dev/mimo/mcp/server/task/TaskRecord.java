package dev.mimo.mcp.server.task;

import dev.mimo.mcp.RpcError;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// What is known of a task at one moment.
///
/// @param id unguessable
/// @param owner nobody else can see it
/// @param kept counted from its creation, whatever becomes of it
public record TaskRecord(String id, TaskOwner owner, Progress progress, Instant created, Instant updated,
        Duration kept) {
    /// How far it is. The last three are final.
    public sealed interface Progress {
        /// As it stands in messages.
        default String word() {
            return switch (this) {
                case Working _ -> "working";
                case Asking _ -> "input_required";
                case Completed _ -> "completed";
                case Failed _ -> "failed";
                case Cancelled _ -> "cancelled";
            };
        }
    }

    public record Working() implements Progress {}

    /// @param requests all that is to be answered, by key
    public record Asking(ObjectNode requests) implements Progress {}

    /// @param result what the call would have been answered with; an error of the tool is a result too
    public record Completed(ObjectNode result) implements Progress {}

    public record Failed(RpcError error) implements Progress {}

    public record Cancelled() implements Progress {}

    public boolean isOver() {
        return switch (progress) {
            case Working _,Asking _ -> false;
            case Completed _,Failed _,Cancelled _ -> true;
        };
    }

    public boolean isExpired(Instant now) {
        return now.isAfter(created.plus(kept));
    }

    TaskRecord at(Progress next, Instant now) {
        return new TaskRecord(id, owner, next, created, now, kept);
    }
}
