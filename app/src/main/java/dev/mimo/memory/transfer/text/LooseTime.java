package dev.mimo.memory.transfer.text;

import dev.mimo.terms.OffsetTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Times as other programs write them: seconds or milliseconds since 1970, ISO 8601 with or without a zone, or a day.
/// What has no zone is taken as UTC.
public final class LooseTime {
    private static final double MILLIS_FROM = 1e11;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder().parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart().appendPattern("['T'][' ']HH:mm")
            .optionalStart().appendLiteral(':').appendValue(ChronoField.SECOND_OF_MINUTE, 2)
            .optionalStart().appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).optionalEnd().optionalEnd()
            .optionalStart().appendLiteral(' ').optionalEnd()
            .optionalStart().appendOffset("+HH:MM", "Z").optionalEnd()
            .optionalStart().appendOffset("+HHMM", "Z").optionalEnd()
            .optionalStart().appendLiteral("UTC").optionalEnd().optionalEnd()
            .toFormatter(Locale.ROOT);

    private LooseTime() {}

    /// Absent when it is none.
    public static @Nullable OffsetDateTime of(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        if (value.isNumber()) {
            return ofNumber(value.doubleValue());
        }
        return value.isString() ? of(value.stringValue()) : null;
    }

    private static @Nullable OffsetDateTime ofNumber(double number) {
        double seconds = Math.abs(number) >= MILLIS_FROM ? number / 1000 : number;
        return seconds > 0 && seconds < 253_402_300_800.0
                ? inRange(OffsetTimes.of(Math.round(seconds * 1_000_000), 0))
                : null;
    }

    public static @Nullable OffsetDateTime of(String text) {
        try {
            TemporalAccessor parsed =
                    FORM.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return inRange(switch (parsed) {
                case OffsetDateTime time -> time;
                case LocalDateTime time -> time.atOffset(ZoneOffset.UTC);
                case LocalDate day -> day.atStartOfDay().atOffset(ZoneOffset.UTC);
                default -> throw new IllegalStateException("not asked for: " + parsed);
            });
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static @Nullable OffsetDateTime inRange(OffsetDateTime time) {
        Instant moment = time.toInstant();
        return moment.isBefore(EARLIEST) || moment.isAfter(LATEST) ? null : OffsetTimes.floor(time);
    }
}
