package dev.mimo.index;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Moments as microseconds since the epoch, the precision of the store. Every moment of the years -9999 to 9999 fits.
final class Micros {
    private Micros() {}

    /// The last microsecond that is not after the moment.
    static long floor(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), 1_000_000L), moment.getNano() / 1_000);
    }

    /// The first microsecond that is not before the moment.
    static long ceiling(Instant moment) {
        long floor = floor(moment);
        return instant(floor).equals(moment) ? floor : floor + 1;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
