package dev.mimo.call;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as RFC 3339 writes them (`date-time`). Left out is what validators of that format do not agree on: leap
/// seconds, more than nine digits behind the second, offsets of eighteen hours and more.
final class Rfc3339 {
    /// For a schema, beside its `format`, which says that the day exists.
    static final String PATTERN = "^\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:[0-5]\\d(\\.\\d{1,9})?"
            + "([Zz]|[+-](0\\d|1[0-7]):[0-5]\\d)$";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    private Rfc3339() {}

    /// Absent when it is no such time.
    static @Nullable Instant read(String text) {
        // the pattern's end is also before a last line break, which no time has
        if (text.endsWith("\n") || !FORM.matcher(text).find()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
