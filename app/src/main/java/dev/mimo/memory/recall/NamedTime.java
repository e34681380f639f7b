package dev.mimo.memory.recall;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The days, months and years that a question names: "what did we plan in May 2023?", "what happened on 14 March?"
///
/// @param years empty when none is named
/// @param months those that are named without a day
/// @param days of any year
record NamedTime(Set<Integer> years, Set<Month> months, Set<MonthDay> days) {
    private static final Pattern ISO_DAY = Pattern.compile("\\b(?:19|20)\\d\\d-\\d\\d-\\d\\d\\b");
    private static final Pattern WORD = Pattern.compile("\\d+(?:st|nd|rd|th)?\\b|\\p{L}+|\\d+");
    private static final Pattern DAY = Pattern.compile("\\d{1,2}");
    private static final Pattern ORDINAL = Pattern.compile("(?:st|nd|rd|th)$");
    private static final double SAME_MONTH = 0.7;
    private static final Map<String, Month> MONTHS = new HashMap<>();
    /// Words of their own when not capitalised, unless a day stands before them.
    private static final Set<String> AMBIGUOUS = Set.of("may", "march", "august");

    static {
        for (Month month : Month.values()) {
            MONTHS.put(month.name().toLowerCase(Locale.ROOT), month);
        }
    }

    static NamedTime in(String question) {
        NamedTime named = new NamedTime(new HashSet<>(), EnumSet.noneOf(Month.class), new HashSet<>());
        String rest = ISO_DAY.matcher(question).replaceAll(match -> {
            String written = match.group();
            MonthDay day = day(Integer.parseInt(written.substring(5, 7)), written.substring(8));
            if (day != null) {
                named.years.add(Integer.parseInt(written.substring(0, 4)));
                named.days.add(day);
            }
            return " ";
        });
        List<String> words = WORD.matcher(rest).results().map(MatchResult::group).toList();
        for (int i = 0; i < words.size(); i++) {
            Month month = MONTHS.get(words.get(i).toLowerCase(Locale.ROOT));
            if (month != null) {
                named.add(month, words, i);
            } else if (words.get(i).matches("(19|20)\\d\\d")) {
                named.years.add(Integer.parseInt(words.get(i)));
            }
        }
        return named;
    }

    private void add(Month month, List<String> words, int at) {
        int before = at > 1 && words.get(at - 1).equalsIgnoreCase("of") ? at - 2 : at - 1;
        MonthDay day = before < 0 ? null : day(month.getValue(), words.get(before));
        if (day == null && AMBIGUOUS.contains(words.get(at))) {
            return;
        }
        if (day == null && at + 1 < words.size()) {
            day = day(month.getValue(), words.get(at + 1));
        }
        if (day == null) {
            months.add(month);
        } else {
            days.add(day);
        }
    }

    private static @Nullable MonthDay day(int month, String written) {
        String digits = ORDINAL.matcher(written).replaceFirst("");
        try {
            return DAY.matcher(digits).matches() ? MonthDay.of(month, Integer.parseInt(digits)) : null;
        } catch (DateTimeException _) {
            // a day that there is not
            return null;
        }
    }

    /// How well a day fits the time that is named: 1 when it lies in it, 0 when it does not or none is named; and
    /// something in the same month as a named day, since people tell later what happened.
    double share(LocalDate day) {
        boolean isNone = years.isEmpty() && months.isEmpty() && days.isEmpty();
        if (isNone || !(years.isEmpty() || years.contains(day.getYear()))) {
            return 0;
        }
        boolean anyDay = months.isEmpty() && days.isEmpty();
        if (anyDay || months.contains(day.getMonth()) || days.contains(MonthDay.from(day))) {
            return 1;
        }
        return days.stream().anyMatch(named -> named.getMonth() == day.getMonth()) ? SAME_MONTH : 0;
    }
}
