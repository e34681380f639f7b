package dev.mimo.mcp.http;

import java.io.IOException;

/// A `text/event-stream` being sent.
public interface EventStream extends AutoCloseable {
    /// Sends one event of the type `message`, at once.
    ///
    /// @param data one line
    /// @throws IOException when the client is gone
    void send(String data) throws IOException;

    @Override
    void close() throws IOException;
}
