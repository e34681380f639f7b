package dev.mimo.mcp.client.transport;

import org.jspecify.annotations.Nullable;

/// The way to one server. Keeps no connection of its own: each `open` makes a new one.
public interface Transport {
    /// Opens a way to the server. Returns once messages can be sent, which may be before the server listens.
    ///
    /// @param listener gets what the server sends of its own accord, from threads of the connection
    /// @throws McpClientException when it cannot be opened
    ServerConnection open(MessageListener listener);

    /// Another way to the same server, for when it takes no handshake on this one; absent when there is none.
    default @Nullable Transport older() {
        return null;
    }

    /// How the way treats messages.
    Kind kind();

    /// What people call the server: its address, or its command.
    String target();

    enum Kind {
        /// Each request travels by itself: to close its way is to cancel it, headers go with it, and a server that
        /// does not answer is broken.
        HTTP,
        /// All share two streams, and a server of the stateful era may end, or never answer, when it is asked what
        /// it does not know.
        STREAMS
    }
}
