package dev.mimo.mcp.client.transport;

import dev.mimo.mcp.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Is shown everything that passes between a client and its server. Called by many threads; must return soon and never
/// throw.
@FunctionalInterface
public interface MessageTrace {
    MessageTrace NONE = (_, _, _, _) -> {};

    enum Direction {
        SENT, RECEIVED
    }

    /// @param how the HTTP method and address, or the status; empty where there is no HTTP
    /// @param headers those that matter; empty where there is no HTTP
    /// @param message absent when only a head passed
    void passed(Direction direction, String how, Map<String, String> headers, @Nullable Message message);
}
