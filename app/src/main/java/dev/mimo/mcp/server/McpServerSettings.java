package dev.mimo.mcp.server;

import java.time.Duration;

/// The engine's limits.
///
/// @param depthMax how deep a message may nest
/// @param messageBytesMax the length of one message
/// @param pageSize tools in one answer to `tools/list`
/// @param callsMax tool calls under way at once, over all sessions; one more is answered that it is too busy
/// @param listFresh how long a client may keep a list before it asks again
public record McpServerSettings(int depthMax, int messageBytesMax, int pageSize, int callsMax, Duration listFresh) {
    public McpServerSettings {
        if (depthMax < 8 || messageBytesMax < 1024 || pageSize < 1 || callsMax < 1 || listFresh.isNegative()) {
            throw new IllegalArgumentException("a limit of the MCP server is too small");
        }
    }

    public static McpServerSettings defaults() {
        return new McpServerSettings(64, 4 * 1024 * 1024, 100, 128, Duration.ofMinutes(5));
    }
}
