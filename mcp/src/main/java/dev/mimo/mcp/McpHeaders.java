package dev.mimo.mcp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What Streamable HTTP says in headers, and in which media types.
public final class McpHeaders {
    public static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    public static final String SESSION_ID = "Mcp-Session-Id";
    public static final String LAST_EVENT_ID = "Last-Event-ID";
    /// The method of a stateless request.
    public static final String METHOD = "Mcp-Method";
    /// What a stateless request is about; see `subject`.
    public static final String NAME = "Mcp-Name";
    /// What the names of all headers begin with that repeat an argument of a tool.
    public static final String PARAM_PREFIX = "Mcp-Param-";

    public static final String JSON = "application/json";
    public static final String EVENT_STREAM = "text/event-stream";

    private McpHeaders() {}

    /// What a request is about, where its method is about something that has a name; absent elsewhere.
    public static @Nullable String subject(Message.Request request) {
        String member = switch (request.method()) {
            case McpMethods.TOOLS_CALL, McpMethods.PROMPTS_GET -> "name";
            case McpMethods.RESOURCES_READ -> "uri";
            case McpMethods.TASKS_GET, McpMethods.TASKS_UPDATE, McpMethods.TASKS_CANCEL -> "taskId";
            default -> null;
        };
        JsonNode subject = member == null ? null : request.params().get(member);
        return subject != null && subject.isString() ? subject.stringValue() : null;
    }
}
