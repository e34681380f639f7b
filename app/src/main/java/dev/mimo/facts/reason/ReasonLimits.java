package dev.mimo.facts.reason;

import java.time.Duration;

/// How far one question may go. What ends it by one of the first three is a shorter answer that says so, all of it
/// true; what ends it by time is a refusal.
///
/// @param steps candidates looked at, stored and derived, at least 1; each takes up to about 200 bytes while it lasts
/// @param rows of one answer, at least 1
/// @param depth rules above each other in a proof, at least 1; a path of n edges takes n - 1
/// @param time at least 1 ms
public record ReasonLimits(long steps, int rows, int depth, Duration time) {
    private static final long STEPS_MAX = 100_000_000;
    private static final int DEPTH_MAX = 1_000_000;

    public ReasonLimits {
        if (steps < 1 || steps > STEPS_MAX || rows < 1 || depth < 1 || depth > DEPTH_MAX
                || time.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("a limit is out of range: " + steps + " steps, " + rows + " rows, depth "
                    + depth + ", " + time);
        }
    }

    public static ReasonLimits defaults() {
        return new ReasonLimits(2_000_000, 10_000, 100_000, Duration.ofSeconds(5));
    }
}
