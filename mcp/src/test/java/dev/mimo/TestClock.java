package dev.mimo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is told to move.
public final class TestClock extends Clock {
    private final AtomicReference<Instant> now;

    /// Begins at noon of 1 March 2026.
    public TestClock() {
        this(Instant.parse("2026-03-01T12:00:00Z"));
    }

    public TestClock(Instant begin) {
        now = new AtomicReference<>(begin);
    }

    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
