package dev.mimo.memory.recall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The months and years that a question names: "what did we plan in May 2023?"
///
/// @param years empty when none is named
/// @param months empty when none is named
record NamedTime(Set<Integer> years, Set<Month> months) {
    private static final Pattern WORD = Pattern.compile("\\p{L}+|\\d+");
    private static final Map<String, Month> MONTHS = new HashMap<>();
    /// Words of their own when not capitalised.
    private static final Set<String> AMBIGUOUS = Set.of("may", "march", "august");

    static {
        for (Month month : Month.values()) {
            MONTHS.put(month.name().toLowerCase(Locale.ROOT), month);
        }
    }

    static NamedTime in(String question) {
        Set<Integer> years = new HashSet<>();
        Set<Month> months = EnumSet.noneOf(Month.class);
        for (String word : WORD.matcher(question).results().map(MatchResult::group).toList()) {
            Month month = MONTHS.get(word.toLowerCase(Locale.ROOT));
            if (month != null && !AMBIGUOUS.contains(word)) {
                months.add(month);
            } else if (word.matches("(19|20)\\d\\d")) {
                years.add(Integer.parseInt(word));
            }
        }
        return new NamedTime(years, months);
    }

    /// Whether a time is named and this moment lies in it.
    boolean holds(Instant moment) {
        if (years.isEmpty() && months.isEmpty()) {
            return false;
        }
        LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
        return (years.isEmpty() || years.contains(day.getYear()))
                && (months.isEmpty() || months.contains(day.getMonth()));
    }
}
