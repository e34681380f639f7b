package dev.mimo.mcp.http;

import java.time.Duration;

/// Limits of the sessions that the stateful revisions keep over HTTP.
///
/// @param sessionsMax kept at once; one more replaces the one that was idle longest
/// @param sessionIdle how long a session may be idle before it is forgotten
public record McpHttpSettings(int sessionsMax, Duration sessionIdle) {
    public McpHttpSettings {
        if (sessionsMax < 1 || sessionIdle.isZero() || sessionIdle.isNegative()) {
            throw new IllegalArgumentException("a limit of the MCP sessions is too small");
        }
    }

    public static McpHttpSettings defaults() {
        return new McpHttpSettings(10_000, Duration.ofHours(1));
    }
}
