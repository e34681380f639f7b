package dev.mimo.skills.audit;

import dev.mimo.file.Sha256;
import dev.mimo.json.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One call of a skill's tool. What was said and answered is not in it, only a digest of the arguments.
///
/// @param id unique, and in the order of time
/// @param caller as the caller's key is known; empty when there are no keys
/// @param argumentsDigest `sha256:` and hexadecimal, of the arguments in canonical order
/// @param detail why it did not end well; absent when it did
public record ToolCallRecord(String id, Instant at, String caller, String skill, String tool, String argumentsDigest,
        CallOutcome outcome, Duration took, @Nullable String detail) {

    /// How a call ended.
    public enum CallOutcome {
        /// With a result.
        OK,
        /// With a result that says that the tool failed.
        TOOL_ERROR,
        /// It never reached the skill.
        REFUSED,
        /// The skill did not answer, or not in a way that can be understood.
        FAILED, TIMED_OUT,
        /// The caller gave up.
        CANCELLED
    }

    /// The same arguments have the same digest, in whatever order their fields are.
    public static String digest(JsonNode arguments) {
        return Sha256.label(Json.bytes(sorted(arguments)));
    }

    private static JsonNode sorted(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode sorted = Json.object();
        object.properties().stream().sorted(java.util.Map.Entry.comparingByKey())
                .forEach(field -> sorted.set(field.getKey(), sorted(field.getValue())));
        return sorted;
    }

    ObjectNode tree() {
        ObjectNode tree = Json.object().put("id", id).put("at", at.toString()).put("caller", caller)
                .put("skill", skill).put("tool", tool).put("arguments", argumentsDigest)
                .put("outcome", outcome.name()).put("took_us", took.toNanos() / 1000);
        return detail == null ? tree : tree.put("detail", detail);
    }

    static ToolCallRecord of(ObjectNode tree) {
        JsonNode detail = tree.get("detail");
        return new ToolCallRecord(tree.required("id").stringValue(), Instant.parse(tree.required("at").stringValue()),
                tree.required("caller").stringValue(), tree.required("skill").stringValue(),
                tree.required("tool").stringValue(), tree.required("arguments").stringValue(),
                CallOutcome.valueOf(tree.required("outcome").stringValue()),
                Duration.ofNanos(1000 * tree.required("took_us").longValue()),
                detail == null ? null : detail.stringValue());
    }
}
