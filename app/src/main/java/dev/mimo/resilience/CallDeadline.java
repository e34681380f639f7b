package dev.mimo.resilience;

import java.time.Duration;
import java.util.function.LongSupplier;

/// The moment after which a call is not waited for any more.
public final class CallDeadline {
    private final LongSupplier nanoTime;
    private final long end;

    private CallDeadline(LongSupplier nanoTime, long end) {
        this.nanoTime = nanoTime;
        this.end = end;
    }

    /// @param nanoTime a clock as `System::nanoTime`
    public static CallDeadline in(Duration time, LongSupplier nanoTime) {
        return new CallDeadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
    }

    /// What is left of it; zero when it is over.
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }

    public boolean isOver() {
        return end - nanoTime.getAsLong() <= 0;
    }

    /// The earlier of this and so long from now.
    public CallDeadline within(Duration time) {
        long other = nanoTime.getAsLong() + time.toNanos();
        return other - end < 0 ? new CallDeadline(nanoTime, other) : this;
    }

    /// Another one, so long from now, whatever this says.
    public CallDeadline anew(Duration time) {
        return in(time, nanoTime);
    }
}
