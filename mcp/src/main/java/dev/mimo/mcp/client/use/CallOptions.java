package dev.mimo.mcp.client.use;

import dev.mimo.mcp.model.LogLevel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one call is made.
///
/// @param silence most to wait without an answer or any progress
/// @param longest most to wait for one answer altogether; the time that the server's questions take is not counted
/// @param watcher told of progress, on the thread that calls; absent when nobody looks
/// @param logLevel of the log lines wanted from a server of the stateless era during this call; absent for none. In
///     the stateful era `setLogLevel` says it once
public record CallOptions(Duration silence, Duration longest, @Nullable Watcher watcher, @Nullable LogLevel logLevel) {
    private static final CallOptions DEFAULTS =
            new CallOptions(Duration.ofSeconds(60), Duration.ofMinutes(10), null, null);

    public CallOptions {
        if (silence.isNegative() || longest.isNegative()) {
            throw new IllegalArgumentException("a time limit is not negative");
        }
    }

    /// A minute of silence, ten minutes altogether.
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /// Both limits the same.
    public static CallOptions within(Duration limit) {
        return new CallOptions(limit, limit, null, null);
    }

    public CallOptions watchedBy(Watcher other) {
        return new CallOptions(silence, longest, other, logLevel);
    }

    public CallOptions logging(LogLevel level) {
        return new CallOptions(silence, longest, watcher, level);
    }

    @FunctionalInterface
    public interface Watcher {
        /// @param total in the unit of `done`; absent when not known
        void progress(double done, @Nullable Double total, @Nullable String message);
    }
}
