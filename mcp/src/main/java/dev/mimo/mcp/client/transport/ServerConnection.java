package dev.mimo.mcp.client.transport;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.Revision;

/// One way to a server, from its opening to its end. Safe for many threads.
public interface ServerConnection extends AutoCloseable {
    /// Sends a request on its way; returns before it is answered. Whatever becomes of it, `pending` learns it once.
    void begin(OutgoingRequest request, PendingRequest pending);

    /// Sends what is not answered: a notification, or an answer to the server. Returns when it is taken.
    ///
    /// @throws McpClientException when it could not be handed over
    void tell(Message message) throws InterruptedException;

    /// The stateful handshake settled on this revision; what is sent from here on says so, where messages say it.
    default void agreed(Revision revision) {}

    /// Begins to hear what the server of the stateful era sends of its own accord, if that takes a way of its own.
    default void hear() throws InterruptedException {}

    /// Whether it can still carry anything.
    boolean isOpen();

    /// Ends it in good manners, within the transport's limits, and fails what is still under way. Idempotent.
    @Override
    void close();
}
