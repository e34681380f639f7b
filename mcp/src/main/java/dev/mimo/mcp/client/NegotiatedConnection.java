package dev.mimo.mcp.client;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.transport.ServerConnection;
import dev.mimo.mcp.client.transport.Transport;
import dev.mimo.mcp.client.use.ServerFacts;
import org.jspecify.annotations.Nullable;

/// A connection, and what is spoken over it.
final class NegotiatedConnection {
    private final ServerConnection connection;
    private final Transport.Kind kind;
    private volatile Revision revision;
    private volatile @Nullable ServerFacts facts;
    private volatile boolean dropped;

    NegotiatedConnection(ServerConnection connection, Transport.Kind kind, Revision revision) {
        this.connection = connection;
        this.kind = kind;
        this.revision = revision;
    }

    ServerConnection connection() {
        return connection;
    }

    Revision revision() {
        return revision;
    }

    boolean isStateless() {
        return revision.isStateless();
    }

    /// Whether each request travels by itself: to close its way is to cancel it, and headers repeat its arguments.
    boolean isRequestByRequest() {
        return kind == Transport.Kind.HTTP && isStateless();
    }

    /// Whether its tools may have to be called as tasks.
    boolean hasRequestedTasks() {
        return revision.hasRequestedTasks()
                && facts().capabilities().path("tasks").path("requests").path("tools").path("call").isObject();
    }

    void speak(Revision other) {
        revision = other;
    }

    void settle(ServerFacts told) {
        facts = told;
    }

    /// @throws IllegalStateException before it is settled
    ServerFacts facts() {
        ServerFacts told = facts;
        if (told == null) {
            throw new IllegalStateException("nothing is known of the server yet");
        }
        return told;
    }

    void drop() {
        dropped = true;
    }

    boolean isOpen() {
        return !dropped && connection.isOpen();
    }
}
