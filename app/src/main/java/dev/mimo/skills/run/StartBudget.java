package dev.mimo.skills.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// When a skill that failed may be started again: after a pause that doubles with each failure, and after so many of
/// them within a window not until the oldest has left it. Guarded by whoever owns it.
final class StartBudget {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final int most;
    private final long windowNanos;
    private final Deque<Long> failures = new ArrayDeque<>();

    StartBudget(int most, Duration window) {
        this.most = most;
        this.windowNanos = window.toNanos();
    }

    void failed(long now) {
        forget(now);
        failures.addLast(now);
    }

    void succeeded() {
        failures.clear();
    }

    /// How long it must wait; zero when it may start now.
    Duration pause(long now) {
        forget(now);
        if (failures.isEmpty()) {
            return Duration.ZERO;
        }
        Duration last = FIRST_PAUSE.multipliedBy(1L << Math.min(failures.size() - 1, 10));
        long until = failures.getLast() + (last.compareTo(LONGEST_PAUSE) < 0 ? last : LONGEST_PAUSE).toNanos();
        if (isSpent(now)) {
            until = Math.max(until, failures.getFirst() + windowNanos);
        }
        return Duration.ofNanos(Math.max(0, until - now));
    }

    /// Whether it has failed so often that it is left alone for a while.
    boolean isSpent(long now) {
        forget(now);
        return failures.size() >= most;
    }

    private void forget(long now) {
        while (!failures.isEmpty() && now - failures.getFirst() >= windowNanos) {
            failures.removeFirst();
        }
    }
}
