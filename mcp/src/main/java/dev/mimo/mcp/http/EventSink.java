package dev.mimo.mcp.http;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A `text/event-stream` being sent, by one thread at a time. What is sent is on its way when the call returns, and a
/// client that reads too slowly counts as gone. Any thread may close it.
public interface EventSink extends AutoCloseable {
    /// Sends one event of the type `message`.
    ///
    /// @param id from which a broken stream can be resumed; absent where none can
    /// @param data one line
    /// @throws IOException when the client is gone
    void send(@Nullable String id, String data) throws IOException;

    /// Sends an event without data, so that the client has an id to resume from, and how long to wait before it does.
    ///
    /// @throws IOException when the client is gone
    void prime(String id, Duration pause) throws IOException;

    /// Sends what clients ignore, which keeps the connection in use.
    ///
    /// @throws IOException when the client is gone
    void keepAlive() throws IOException;

    /// Runs the task once when the stream ends, whoever ends it; at once if it has ended.
    void onEnd(Runnable task);

    @Override
    void close();
}
