package dev.mimo.mcp.client.stdio;

import java.time.Duration;

/// How much is taken from a child process, and how long its silence is borne.
///
/// @param lineBytesMax of one message
/// @param depthMax how deep a message may nest
/// @param errorBytesMax of its standard error that are kept, the last ones
/// @param queueMax messages that may wait to be written
/// @param writeWait for room in that queue
/// @param endWait for the process to end after its input did
/// @param termWait for the process to end after it was told to
public record ChildSettings(int lineBytesMax, int depthMax, int errorBytesMax, int queueMax, Duration writeWait,
        Duration endWait, Duration termWait) {
    public ChildSettings {
        if (lineBytesMax < 1024 || depthMax < 8 || errorBytesMax < 0 || queueMax < 1) {
            throw new IllegalArgumentException("limits of a child process are too small");
        }
    }

    public static ChildSettings defaults() {
        return new ChildSettings(32 << 20, 64, 16 << 10, 256, Duration.ofSeconds(10), Duration.ofSeconds(2),
                Duration.ofSeconds(2));
    }
}
