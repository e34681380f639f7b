package dev.mimo.memory.recall;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a question gives away besides its subject: whom it names, which time it names, and whether it asks for what
/// is latest.
final class Cues {
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");
    private static final Pattern POSSESSIVE = Pattern.compile("['’]s\\b");
    private static final Set<String> LATELY = Set.of("latest", "last", "recent", "recently", "lately", "newest",
            "current", "currently", "now", "today", "yesterday", "tonight", "still", "anymore");

    private final Set<String> words;
    private final NamedTime time;
    private final Map<String, Boolean> speakers = new HashMap<>();

    Cues(String question) {
        words = wordsOf(question);
        time = NamedTime.in(question);
    }

    /// Whether the question names the speaker, by any part of the name.
    boolean names(@Nullable String speaker) {
        return speaker != null && speakers.computeIfAbsent(speaker,
                name -> wordsOf(name).stream().anyMatch(part -> part.length() > 1 && words.contains(part)));
    }

    NamedTime time() {
        return time;
    }

    /// Whether the question speaks of the recent past, so that recency may count.
    boolean lately() {
        return words.stream().anyMatch(LATELY::contains);
    }

    private static Set<String> wordsOf(String text) {
        String plain = POSSESSIVE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        Set<String> words = new HashSet<>(Arrays.asList(NOT_WORDS.split(plain)));
        words.remove("");
        return words;
    }
}
