package dev.mimo.door.cli.memory;

import java.time.Duration;
import java.time.Instant;

/// How long ago something was, as people say it.
public final class RelativeTime {
    private RelativeTime() {}

    /// `just now`, `3 h ago`, `in 2 d`; one unit, rounded down.
    public static String of(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.abs().toSeconds() < 45) {
            return "just now";
        }
        return age.isNegative() ? "in " + length(age.abs()) : length(age) + " ago";
    }

    private static String length(Duration age) {
        if (age.toHours() < 1) {
            return Math.max(1, age.toMinutes()) + " min";
        }
        if (age.toDays() < 1) {
            return age.toHours() + " h";
        }
        if (age.toDays() < 60) {
            return age.toDays() + " d";
        }
        return age.toDays() < 730 ? age.toDays() / 30 + " mo" : age.toDays() / 365 + " y";
    }
}
