package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.Message;
import tools.jackson.databind.node.ObjectNode;

/// Small trees that several parts of the client send.
final class RequestParams {
    /// Shared: nobody changes it.
    static final ObjectNode EMPTY = Json.object();

    private RequestParams() {}

    static Message.Notification notification(String method) {
        return new Message.Notification(method, EMPTY);
    }
}
