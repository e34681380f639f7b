package dev.mimo.mcp.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What the client answered. From outside: a server validates before it believes.
public sealed interface InputResponse {
    /// @param content the form's fields; empty unless accepted
    record Elicited(Action action, ObjectNode content) implements InputResponse {}

    /// @param message `role`, `content`, `model` and `stopReason`
    record Sampled(ObjectNode message) implements InputResponse {}

    record Roots(List<Root> roots) implements InputResponse {
        public Roots {
            roots = List.copyOf(roots);
        }
    }

    enum Action {
        ACCEPT, DECLINE, CANCEL
    }

    /// @param uri `file://…`
    record Root(String uri, @Nullable String name) {}
}
