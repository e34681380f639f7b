package dev.mimo.memory;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which text of a memory is searched, by words and by meaning.
///
/// With any change of the words, raise `VERSION`; with any change of the meaning, the models' ids.
public final class SearchText {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    /// Stored words of another version are made anew.
    public static final int VERSION = 2;

    private SearchText() {}

    /// Speaker, text and the day as it was said, since questions name people and dates: "What did Ana say in May 2023?"
    public static String words(Details details) {
        OffsetDateTime at = details.occurredAt();
        return spoken(details.speaker(), details.content()) + (at == null ? "" : "\n" + DAY.format(at));
    }

    /// Speaker and text; a date in it makes the vector worse.
    public static String meaning(Details details) {
        return spoken(details.speaker(), details.content());
    }

    private static String spoken(@Nullable String speaker, String content) {
        return speaker == null ? content : speaker + ": " + content;
    }
}
