package dev.mimo.call;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as RFC 3339 writes them (`date-time`), all of them: any offset within a day, leap seconds, letters of either
/// case, any number of digits behind the second, of which nine count.
final class Rfc3339 {
    private static final Pattern FORM = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)[Tt](\\d\\d):(\\d\\d):(\\d\\d)"
            + "(?:\\.(\\d+))?(?:[Zz]|([+-])(\\d\\d):(\\d\\d))");

    private Rfc3339() {}

    /// Absent when it is no such time.
    static @Nullable Instant read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        try {
            boolean leap = number(parts, 6) == 60;
            LocalDateTime local = LocalDateTime.of(number(parts, 1), number(parts, 2), number(parts, 3),
                    number(parts, 4), number(parts, 5), leap ? 59 : number(parts, 6), nanos(parts.group(7)));
            Instant time = local.toInstant(ZoneOffset.UTC).minus(offset(parts));
            // only the last second of a day, in UTC, is ever followed by one
            return !leap ? time : time.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() == 86_399 ? time : null;
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static Duration offset(Matcher parts) {
        if (parts.group(8) == null) {
            return Duration.ZERO;
        }
        int hours = number(parts, 9);
        int minutes = number(parts, 10);
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("no offset within a day");
        }
        Duration offset = Duration.ofHours(hours).plusMinutes(minutes);
        return Objects.equals(parts.group(8), "-") ? offset.negated() : offset;
    }

    private static int nanos(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt((digits + "00000000").substring(0, 9));
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(Objects.requireNonNull(parts.group(group)));
    }
}
