package dev.mimo.storage;

import dev.mimo.refusal.Refusal;
import dev.mimo.terms.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;

/// The cursor of a list: the last id, or number, of the page before, coded so that nobody builds on it.
public final class PageCursor {
    private static final char FORM = '1';

    private PageCursor() {}

    public static Cursor after(String last) {
        byte[] bytes = (FORM + last).getBytes(StandardCharsets.UTF_8);
        return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Refuses with `Invalid` what `after` has not made.
    ///
    /// @param place of its text; throws `IllegalArgumentException` when it is none
    public static <T> T read(Cursor cursor, Function<String, T> place) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor.value()), StandardCharsets.UTF_8);
            if (!text.isEmpty() && text.charAt(0) == FORM) {
                return place.apply(text.substring(1));
            }
        } catch (IllegalArgumentException _) {
            // neither base 64 nor a place: refused below
        }
        throw Refusal.invalid("cursor", "is not one that a list has given",
                "Leave it out to begin at the first page.");
    }
}
