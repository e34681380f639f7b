package dev.mimo.terms;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as people and models say them, in the zone of this machine: `yesterday`, `monday` (the last one before today),
/// `3 days ago`, `2h ago`, `2026-01-01`, `2026-01-01 14:30`. A day is its beginning. What has a zone is left as it is.
public record TimeWords(ZonedDateTime now) {
    private static final Pattern AGO =
            Pattern.compile("(\\d{1,5}) ?(min|minutes?|h|hours?|d|days?|w|weeks?|mo|months?|y|years?) ago");
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    public static TimeWords of(Clock clock) {
        return new TimeWords(clock.instant().atZone(ZoneId.systemDefault()));
    }

    /// As RFC 3339 with a zone; what is not understood comes back as it was, for the core to refuse.
    public String read(String text) {
        String said = text.strip().toLowerCase(Locale.ROOT);
        try {
            ZonedDateTime time = time(said);
            return time == null ? text : WRITTEN.format(time);
        } catch (DateTimeException | ArithmeticException _) {
            return text;
        }
    }

    private @Nullable ZonedDateTime time(String said) {
        LocalDate today = now.toLocalDate();
        return switch (said) {
            case "now" -> now;
            case "today" -> day(today);
            case "yesterday" -> day(today.minusDays(1));
            case "tomorrow" -> day(today.plusDays(1));
            default -> dayOfWeek(said, today);
        };
    }

    private @Nullable ZonedDateTime dayOfWeek(String said, LocalDate today) {
        for (DayOfWeek each : DayOfWeek.values()) {
            if (said.equals(each.name().toLowerCase(Locale.ROOT))) {
                return day(today.with(TemporalAdjusters.previous(each)));
            }
        }
        Matcher ago = AGO.matcher(said);
        return ago.matches() ? ago(Integer.parseInt(part(ago, 1)), part(ago, 2)) : written(said);
    }

    private static String part(Matcher matched, int group) {
        return Objects.requireNonNull(matched.group(group));
    }

    private ZonedDateTime ago(int count, String unit) {
        return switch (unit.charAt(0)) {
            case 'h' -> now.minusHours(count);
            case 'd' -> now.minusDays(count);
            case 'w' -> now.minusWeeks(count);
            case 'y' -> now.minusYears(count);
            default -> unit.startsWith("mo") ? now.minusMonths(count) : now.minusMinutes(count);
        };
    }

    private @Nullable ZonedDateTime written(String said) {
        if (said.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return day(LocalDate.parse(said));
        }
        return said.matches("\\d{4}-\\d{2}-\\d{2}[t ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?")
                ? LocalDateTime.parse(said.replace(' ', 'T').toUpperCase(Locale.ROOT)).atZone(now.getZone())
                : null;
    }

    private ZonedDateTime day(LocalDate date) {
        return date.atTime(LocalTime.MIN).atZone(now.getZone());
    }
}
