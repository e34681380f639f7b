package dev.mimo.mcp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One JSON-RPC 2.0 message. The trees inside belong to the message: nobody changes them once it is made.
public sealed interface Message {
    /// Asks for an answer.
    ///
    /// @param params empty when the message has none
    record Request(RequestId id, String method, ObjectNode params) implements Message {}

    /// Is never answered.
    ///
    /// @param params empty when the message has none
    record Notification(String method, ObjectNode params) implements Message {}

    /// Ends a request.
    sealed interface Answer extends Message {}

    record Result(RequestId id, ObjectNode result) implements Answer {}

    /// @param id absent when the request was too broken to tell it
    record Failure(@Nullable RequestId id, RpcError error) implements Answer {}
}
