package dev.mimo.storage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Moments as microseconds since the epoch, which is how they are stored. What is out of range becomes the nearest
/// that is in range.
public final class Micros {
    /// What `known_to` says of a version that is still known.
    public static final long OPEN = Long.MAX_VALUE;

    private static final Instant FIRST = instant(Long.MIN_VALUE);
    // one less than OPEN, so that even the end of time is before the end of what is known
    private static final Instant LAST = instant(OPEN - 1);

    private Micros() {}

    /// Rounded down.
    public static long of(Instant moment) {
        Instant inRange = moment.isBefore(FIRST) ? FIRST : moment.isAfter(LAST) ? LAST : moment;
        return ChronoUnit.MICROS.between(Instant.EPOCH, inRange.truncatedTo(ChronoUnit.MICROS));
    }

    /// Rounded up: for bounds, which are compared with moments that were rounded down.
    public static @Nullable Long bound(@Nullable Instant moment) {
        if (moment == null) {
            return null;
        }
        long floor = of(moment);
        return moment.isAfter(instant(floor)) ? floor + 1 : floor;
    }

    public static Instant instant(long micros) {
        try {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        } catch (DateTimeException | ArithmeticException _) {
            throw new IllegalArgumentException("not a moment: " + micros);
        }
    }
}
