package dev.mimo.mcp.http;

import java.io.IOException;

/// A `text/event-stream` being sent. Each write reaches the client at once.
public interface EventStream extends AutoCloseable {
    /// @param text whole events as they stand on the wire, ending in an empty line
    void write(String text) throws IOException;

    @Override void close() throws IOException;
}
