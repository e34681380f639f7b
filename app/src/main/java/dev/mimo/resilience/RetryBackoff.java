package dev.mimo.resilience;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How often a call is tried again, and after what pauses: they grow twofold, each is a random part of what it could be
/// ("full jitter"), so that callers who failed together do not come back together.
///
/// @param retries after the first attempt, 0 or more
/// @param first the longest pause before the first retry
/// @param longest bound of every pause, also of one that the other side asks for: a longer one is not waited for
public record RetryBackoff(int retries, Duration first, Duration longest) {
    private static final int DOUBLINGS_MAX = 30;

    public RetryBackoff {
        if (retries < 0 || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("retries and pauses are zero or more, the longest is the longest");
        }
    }

    /// Before the next attempt; absent when there should be none.
    ///
    /// @param failed how many attempts have failed, 1 or more
    /// @param asked what the other side asks for, and is given in full
    @Nullable
    Duration pause(int failed, @Nullable Duration asked, RandomGenerator random) {
        if (failed > retries || (asked != null && asked.compareTo(longest) > 0)) {
            return null;
        }
        long most = Math.min(longest.toNanos(), first.toNanos() << Math.min(failed - 1, DOUBLINGS_MAX));
        if (most < 0) {
            most = longest.toNanos();
        }
        Duration own = Duration.ofNanos(most == 0 ? 0 : random.nextLong(most + 1));
        return asked == null || asked.compareTo(own) < 0 ? own : asked;
    }
}
