package dev.mimo.mcp;

import org.jspecify.annotations.Nullable;

/// What a received text turned out to be.
public sealed interface DecodedMessage {
    record Valid(Message message) implements DecodedMessage {}

    /// Not a message; answered with the error.
    ///
    /// @param id the id of the request, if one could be read
    record Malformed(@Nullable RequestId id, RpcError error) implements DecodedMessage {
        public Message.Failure answer() {
            return new Message.Failure(id, error);
        }
    }
}
