package dev.mimo.resilience;

import java.time.Duration;

/// When something outside is left alone for a while.
///
/// @param failures in a row after which it is not called any more, 1 to 1000
/// @param openFor how long it then rests, before one call tries it again
public record BreakerSettings(int failures, Duration openFor) {
    private static final int FAILURES_MAX = 1_000;

    public BreakerSettings {
        if (failures < 1 || failures > FAILURES_MAX || openFor.toMillis() < 1) {
            throw new IllegalArgumentException("a breaker opens after 1 to " + FAILURES_MAX
                    + " failures, for a time above zero");
        }
    }

    public static BreakerSettings defaults() {
        return new BreakerSettings(5, Duration.ofSeconds(60));
    }
}
