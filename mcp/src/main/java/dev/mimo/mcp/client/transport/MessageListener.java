package dev.mimo.mcp.client.transport;

import dev.mimo.mcp.Message;

/// Takes what a server sends of its own accord. Called by the threads that read: must return soon and never throw.
public interface MessageListener {
    void requested(Message.Request request);

    void notified(Message.Notification notification);
}
