package dev.mimo.terms;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Moments as microseconds since the epoch: as precise as they are stored, searched and told. What is out of range
/// becomes the nearest that is in range.
public final class Micros {
    /// What is still known has this end.
    public static final long OPEN = Long.MAX_VALUE;

    // a second after the first that fits: before that, counting overflows on the way
    private static final Instant FIRST = instant(Long.MIN_VALUE + 1_000_000);
    // one less than OPEN, so that even the end of time is before the end of what is known
    private static final Instant LAST = instant(OPEN - 1);

    private Micros() {}

    /// The last microsecond that is not after the moment.
    public static long floor(Instant moment) {
        Instant inRange = moment.isBefore(FIRST) ? FIRST : moment.isAfter(LAST) ? LAST : moment;
        return ChronoUnit.MICROS.between(Instant.EPOCH, inRange.truncatedTo(ChronoUnit.MICROS));
    }

    /// The first microsecond that is not before the moment: for bounds, which are compared with moments that were
    /// rounded down.
    public static long ceiling(Instant moment) {
        long floor = floor(moment);
        return moment.isAfter(instant(floor)) ? floor + 1 : floor;
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
