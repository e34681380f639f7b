package dev.mimo.terms;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Moments with the offset from UTC in which somebody told them, which says what day it was there. As precise as they
/// are stored.
public final class OffsetTimes {
    private OffsetTimes() {}

    /// A moment that nobody told in another offset.
    public static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    /// @param micros since the epoch
    /// @param offsetMinutes east of UTC
    public static OffsetDateTime of(long micros, int offsetMinutes) {
        return Micros.instant(micros).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    }

    /// East of UTC.
    public static int offsetMinutes(OffsetDateTime time) {
        return time.getOffset().getTotalSeconds() / 60;
    }

    /// The last microsecond that is not after the moment, in the same offset.
    public static OffsetDateTime floor(OffsetDateTime time) {
        return Micros.instant(Micros.floor(time.toInstant())).atOffset(time.getOffset());
    }

    /// As RFC 3339 writes it: with seconds, and the offset as given.
    public static String text(OffsetDateTime time) {
        // an instant's text always has its seconds, and its fraction in groups of three
        String local = time.toLocalDateTime().toInstant(ZoneOffset.UTC).toString();
        return local.substring(0, local.length() - 1) + time.getOffset().getId();
    }
}
