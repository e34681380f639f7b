package dev.mimo.facts;

import dev.mimo.terms.Micros;

/// A stretch of the world's time, in microseconds since the epoch.
///
/// @param from included; `EVER` when nobody said since when
/// @param to excluded; `Micros.OPEN` while it lasts
public record TimeSpan(long from, long to) {
    public static final long EVER = Long.MIN_VALUE;

    public boolean meets(TimeSpan other) {
        return from < other.to && other.from < to;
    }

    public boolean holdsAt(long moment) {
        return from <= moment && moment < to;
    }

    public boolean isOpen() {
        return to == Micros.OPEN;
    }
}
