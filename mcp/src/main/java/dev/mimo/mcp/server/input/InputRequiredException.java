package dev.mimo.mcp.server.input;

import dev.mimo.mcp.model.InputRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Unwinds a stateless call whose client has to answer first. Nothing between `CallContext.ask` and the engine may
/// catch it.
public final class InputRequiredException extends RuntimeException {
    private final transient Map<String, InputRequest> asks;
    private final transient Map<String, ObjectNode> answers;

    InputRequiredException(Map<String, InputRequest> asks, Map<String, ObjectNode> answers) {
        // no stack trace: it is a way of returning
        super("the client must answer first", null, false, false);
        this.asks = Collections.unmodifiableMap(new LinkedHashMap<>(asks));
        this.answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    /// What is still to be answered, by key.
    public Map<String, InputRequest> asks() {
        return asks;
    }

    /// What was answered already and will be needed again, by key.
    public Map<String, ObjectNode> answers() {
        return answers;
    }
}
