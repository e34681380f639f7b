package dev.mimo.memory.conflict;

import java.text.DateFormatSymbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A word of a statement, and what kind of value it is.
///
/// @param place in its statement, from 0: the same word twice is two
/// @param text in lower case, without a plural of weekdays
record StatementWord(int place, String text, Kind kind) {
    /// What a word may be a value of.
    enum Kind {
        NUMBER, WEEKDAY, MONTH, NAME, CHOICE, WORD
    }

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+(?:['’][\\p{L}]+)?|\\d+(?:[.,:]\\d+)*|[:=]");
    private static final Set<String> SMALL =
            Set.of("a", "an", "the", "our", "my", "their", "his", "her", "its", "of", "to",
                    "in", "on", "at", "for", "and", "it", "that", "now", "still", "always", "currently", "is", "are",
                    "be", "s");
    private static final Set<String> SAYING = Set.of("is", "are", "be", "isn't", "aren't", "has", "have", "at", "on",
            "until", "costs", "cost", "takes", "gets", "pays", "needs", "wears", "starts", "begins", "ends", "closes",
            "opens", "lives", "live", "expires", "runs", "uses", "use", "prefers", "prefer", "likes", "hates", "loves",
            "weighs", "called",
            "named", ":", "=", "ist", "sind", "heißt", "est", "sont", "es", "son", "è", "sono", "é", "são", "är", "er",
            "jest", "kostet", "coûte", "cuesta", "costa");
    private static final Set<String> PAST = Set.of("was", "were", "had", "did", "went", "ran", "met", "ate", "saw",
            "paid", "bought", "got", "took", "gave", "said", "told", "made", "came", "war", "waren", "hatte", "était",
            "fue", "era");
    private static final Set<String> NEGATIONS = Set.of("not", "never", "no", "don't", "doesn't", "isn't", "aren't",
            "can't", "cannot", "won't", "without", "nicht", "kein", "keine", "nie", "pas", "jamais", "nunca", "non",
            "mai", "não", "inte", "aldrig", "ikke");
    private static final List<Set<String>> CHOICES = List.of(Set.of("yes", "no"),
            Set.of("true", "false"), Set.of("enabled", "disabled"), Set.of("open", "closed"), Set.of("left", "right"),
            Set.of("always", "never"), Set.of("before", "after"), Set.of("allowed", "forbidden"),
            Set.of("morning", "afternoon", "evening", "night"), Set.of("daily", "weekly", "monthly", "yearly"),
            Set.of("red", "green", "blue", "yellow", "black", "white", "grey", "gray", "brown", "orange", "purple"),
            Set.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
            Set.of("likes", "hates"), Set.of("like", "hate"), Set.of("love", "hate"), Set.of("loves", "hates"));

    /// All words of a text that is no longer than so many, else none: long texts say more than one thing.
    static List<StatementWord> of(String text, int most) {
        List<StatementWord> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        boolean begins = true;
        while (matcher.find()) {
            if (words.size() == most) {
                return List.of();
            }
            String written = text.substring(matcher.start(), matcher.end()).replace('’', '\'');
            words.add(of(words.size(), written, begins));
            begins = matcher.end() < text.length() && ".!?".indexOf(text.charAt(matcher.end())) >= 0;
        }
        return words;
    }

    private static StatementWord of(int place, String written, boolean begins) {
        String plain = written.toLowerCase(Locale.ROOT);
        if (Character.isDigit(plain.charAt(0))) {
            return new StatementWord(place, plain, Kind.NUMBER);
        }
        String day = Calendar.WORDS.containsKey(plain) || !plain.endsWith("s")
                ? plain
                : plain.substring(0, plain.length() - 1);
        Kind calendar = Calendar.WORDS.get(day);
        if (calendar != null && (calendar == Kind.WEEKDAY || Character.isUpperCase(written.charAt(0)))) {
            return new StatementWord(place, day, calendar);
        }
        if (CHOICES.stream().anyMatch(choice -> choice.contains(plain))) {
            return new StatementWord(place, plain, Kind.CHOICE);
        }
        boolean name = !begins && Character.isUpperCase(written.charAt(0));
        return new StatementWord(place, plain, name ? Kind.NAME : Kind.WORD);
    }

    /// Whether it says nothing that a paraphrase could not leave out.
    boolean isSmall() {
        return kind != Kind.NUMBER && SMALL.contains(text);
    }

    /// Whether what stands behind it is said of what stands before it.
    boolean isSaying() {
        return SAYING.contains(text);
    }

    boolean isPast() {
        return PAST.contains(text) || (kind == Kind.WORD && text.length() > 4 && text.endsWith("ed"));
    }

    boolean isNegation() {
        return NEGATIONS.contains(text);
    }

    /// Whether both are values of one kind, and not the same.
    boolean opposes(StatementWord other) {
        if (kind != other.kind || kind == Kind.WORD || text.equals(other.text)) {
            return false;
        }
        return kind != Kind.CHOICE
                || CHOICES.stream().anyMatch(choice -> choice.contains(text) && choice.contains(other.text));
    }

    /// Weekdays and months in the languages most written here; read when two texts are first compared.
    private static final class Calendar {
        private static final Map<String, Kind> WORDS = new HashMap<>();

        static {
            for (String language : List.of("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl")) {
                DateFormatSymbols symbols = DateFormatSymbols.getInstance(Locale.of(language));
                add(symbols.getWeekdays(), Kind.WEEKDAY);
                add(symbols.getMonths(), Kind.MONTH);
            }
        }

        private static void add(String[] names, Kind kind) {
            for (String name : names) {
                if (!name.isEmpty()) {
                    WORDS.put(name.toLowerCase(Locale.ROOT), kind);
                }
            }
        }
    }
}
