package dev.mimo.mcp.http;

import java.time.Duration;

/// Limits of the sessions and streams over HTTP.
///
/// @param sessionsMax sessions of the stateful era in memory at once; one more takes the place of the one that was
///        idle longest, which is made again when its client returns
/// @param sessionIdle how long a session may be idle before its memory is given back; it is made again as well
/// @param sessionLife after which a session is over, whatever it does; its client then begins another
/// @param keepAlive how long an open stream may be silent, and a client may wait for an answer without one
/// @param resumeAfter how long a client is told to wait before it resumes a broken stream
/// @param replayFor how long a complete stream is kept for a client that lost its end
/// @param replayBytesMax of what one stream keeps for a client that comes back for it
/// @param replayBytesAllMax of all complete streams together
public record McpHttpSettings(int sessionsMax, Duration sessionIdle, Duration sessionLife, Duration keepAlive,
        Duration resumeAfter, Duration replayFor, int replayBytesMax, int replayBytesAllMax) {
    public McpHttpSettings {
        if (sessionsMax < 1 || replayBytesMax < 1024 || replayBytesAllMax < 1024) {
            throw new IllegalArgumentException("a limit of the MCP sessions is too small");
        }
        if (!sessionIdle.isPositive() || !sessionLife.isPositive() || !keepAlive.isPositive()
                || !resumeAfter.isPositive() || !replayFor.isPositive()) {
            throw new IllegalArgumentException("a time of the MCP sessions must be longer than nothing");
        }
    }

    public static McpHttpSettings defaults() {
        return new McpHttpSettings(10_000, Duration.ofHours(1), Duration.ofDays(7), Duration.ofSeconds(15),
                Duration.ofSeconds(1), Duration.ofMinutes(5), 256 * 1024, 32 * 1024 * 1024);
    }
}
