package dev.mimo.mcp.client;

import dev.mimo.mcp.Message;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Small trees that several parts of the client send.
final class Nodes {
    /// Shared: nobody changes it.
    static final ObjectNode EMPTY = JsonNodeFactory.instance.objectNode();

    private Nodes() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Message.Notification notification(String method) {
        return new Message.Notification(method, EMPTY);
    }
}
