package dev.mimo.mcp.client;

import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.codec.MalformedMessageException;
import java.util.Objects;
import java.util.function.Function;

/// Reads what a server answered.
final class AnswerReader {
    private AnswerReader() {}

    /// @throws McpClientException when it cannot be understood
    static <N, T> T read(Function<N, T> reading, N answer) {
        try {
            return reading.apply(answer);
        } catch (MalformedMessageException e) {
            throw McpClientException.broken(Objects.requireNonNull(e.getMessage()));
        }
    }
}
