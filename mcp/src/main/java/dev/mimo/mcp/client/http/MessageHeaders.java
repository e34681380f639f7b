package dev.mimo.mcp.client.http;

import dev.mimo.mcp.HeaderEncoding;
import dev.mimo.mcp.McpHeaders;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.client.transport.OutgoingRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the head of a message says of its body, for those who route it.
final class MessageHeaders {
    private MessageHeaders() {}

    /// Of every message.
    static Map<String, String> ofPost() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", McpHeaders.JSON);
        headers.put("Accept", McpHeaders.JSON + ", " + McpHeaders.EVENT_STREAM);
        return headers;
    }

    /// Of a request of the stateless era.
    static void addStateless(OutgoingRequest request, Map<String, String> headers) {
        if (request.stateless() == null) {
            return;
        }
        headers.put(McpHeaders.PROTOCOL_VERSION, request.stateless().date());
        headers.put(McpHeaders.METHOD, request.message().method());
        String about = McpHeaders.subject(request.message());
        if (about != null) {
            headers.put(McpHeaders.NAME, HeaderEncoding.of(about));
        }
        request.mirrored()
                .forEach((name, value) -> headers.put(McpHeaders.PARAM_PREFIX + name, HeaderEncoding.of(value)));
    }

    /// The method, and what it is about.
    static String operation(Message message) {
        return switch (message) {
            case Message.Request request -> {
                String about = McpHeaders.subject(request);
                yield about == null ? request.method() : request.method() + " " + about;
            }
            case Message.Notification(String method, var _) -> method;
            case Message.Answer _ -> "";
        };
    }
}
