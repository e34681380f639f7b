package dev.mimo.mcp.client.http;

import dev.mimo.mcp.HeaderEncoding;
import dev.mimo.mcp.HeaderKeyword;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.client.transport.OutgoingRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the head of a message says of its body, for those who route it.
final class MessageHeaders {
    static final String VERSION = "MCP-Protocol-Version";
    static final String SESSION = "Mcp-Session-Id";
    static final String JSON = "application/json";
    static final String EVENTS = "text/event-stream";

    private MessageHeaders() {}

    /// Of every message.
    static Map<String, String> ofPost() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", JSON);
        headers.put("Accept", JSON + ", " + EVENTS);
        return headers;
    }

    /// Of a request of the stateless era.
    static void addStateless(OutgoingRequest request, Map<String, String> headers) {
        if (request.stateless() == null) {
            return;
        }
        headers.put(VERSION, request.stateless().date());
        headers.put("Mcp-Method", request.message().method());
        String about = about(request.message());
        if (about != null) {
            headers.put("Mcp-Name", HeaderEncoding.of(about));
        }
        request.mirrored().forEach((name, value) -> headers.put(HeaderKeyword.PREFIX + name, HeaderEncoding.of(value)));
    }

    /// The method, and what it is about.
    static String operation(Message message) {
        return switch (message) {
            case Message.Request request -> {
                String about = about(request);
                yield about == null ? request.method() : request.method() + " " + about;
            }
            case Message.Notification(String method, var _) -> method;
            case Message.Answer _ -> "";
        };
    }

    private static @Nullable String about(Message.Request request) {
        JsonNode about = switch (request.method()) {
            case "tools/call", "prompts/get" -> request.params().get("name");
            case "resources/read" -> request.params().get("uri");
            case "tasks/get", "tasks/update", "tasks/cancel" -> request.params().get("taskId");
            default -> null;
        };
        return about != null && about.isString() ? about.stringValue() : null;
    }
}
