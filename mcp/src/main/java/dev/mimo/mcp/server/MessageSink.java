package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;

/// The way to one client. Safe for many threads; each message goes out whole and in the order of the calls.
@FunctionalInterface
public interface MessageSink {
    /// Sends the message, or drops it when the client is gone: that is never the sender's fault. May block for as long
    /// as the transport lets a slow client take.
    void send(Message message);
}
