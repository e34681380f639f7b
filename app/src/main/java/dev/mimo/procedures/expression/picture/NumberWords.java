package dev.mimo.procedures.expression.picture;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Numbers in English words: `two thousand and nineteen`, `forty-second`.
final class NumberWords {
    private static final List<String> FEW = List.of("zero", "one", "two", "three", "four", "five", "six", "seven",
            "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen");
    private static final List<String> FEW_TH = List.of("zeroth", "first", "second", "third", "fourth", "fifth", "sixth",
            "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
            "sixteenth", "seventeenth", "eighteenth", "nineteenth");
    private static final List<String> TENS = List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy",
            "eighty", "ninety");
    private static final List<String> GROUPS = List.of("thousand", "million", "billion", "trillion");
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
    private static final Map<String, Double> VALUES = new HashMap<>();
    static final String PATTERN;

    static {
        for (int i = 0; i < FEW.size(); i++) {
            VALUES.put(FEW.get(i), (double) i);
            VALUES.put(FEW_TH.get(i), (double) i);
        }
        for (int i = 0; i < TENS.size(); i++) {
            double value = 20 + 10.0 * i;
            VALUES.put(TENS.get(i), value);
            VALUES.put(TENS.get(i).replaceAll("y$", "ieth"), value);
        }
        VALUES.put("hundred", 100.0);
        VALUES.put("hundredth", 100.0);
        for (int i = 0; i < GROUPS.size(); i++) {
            VALUES.put(GROUPS.get(i), Math.pow(10, 3 * (i + 1)));
            VALUES.put(GROUPS.get(i) + "th", Math.pow(10, 3 * (i + 1)));
        }
        PATTERN = "(?:" + String.join("|", VALUES.keySet()) + "|and|,|-|\\s)+";
    }

    private NumberWords() {}

    static String of(BigInteger number, boolean ordinal) {
        return words(number, false, ordinal);
    }

    private static String words(BigInteger number, boolean after, boolean ordinal) {
        if (number.compareTo(BigInteger.valueOf(19)) <= 0) {
            return (after ? " and " : "") + (ordinal ? FEW_TH : FEW).get(number.intValue());
        }
        if (number.compareTo(BigInteger.valueOf(99)) <= 0) {
            String tens = TENS.get(number.intValue() / 10 - 2);
            int rest = number.intValue() % 10;
            String whole = rest > 0
                    ? tens + "-" + words(BigInteger.valueOf(rest), false, ordinal)
                    : ordinal ? tens.substring(0, tens.length() - 1) + "ieth" : tens;
            return (after ? " and " : "") + whole;
        }
        BigInteger hundred = BigInteger.valueOf(100);
        if (number.compareTo(THOUSAND) < 0) {
            BigInteger[] parts = number.divideAndRemainder(hundred);
            String first = FEW.get(parts[0].intValue()) + " hundred";
            return (after ? ", " : "") + first + rest(parts[1], ordinal);
        }
        int group = Math.min(GROUPS.size(), (number.toString().length() - 1) / 3);
        BigInteger[] parts = number.divideAndRemainder(THOUSAND.pow(group));
        String first = words(parts[0], false, false) + " " + GROUPS.get(group - 1);
        return (after ? ", " : "") + first + rest(parts[1], ordinal);
    }

    private static String rest(BigInteger rest, boolean ordinal) {
        return rest.signum() > 0 ? words(rest, true, ordinal) : ordinal ? "th" : "";
    }

    static String title(String words) {
        StringBuilder title = new StringBuilder();
        boolean begins = true;
        for (String word : words.split("(?<=[ -])|(?=[ -])", -1)) {
            boolean letter = !word.isEmpty() && Character.isLetter(word.charAt(0));
            title.append(letter && begins && !word.equals("and")
                    ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)
                    : word);
            begins = true;
        }
        return title.toString();
    }

    static double parse(String text) {
        Deque<Double> segments = new ArrayDeque<>();
        segments.push(0.0);
        for (String word : text.split(",\\s|\\sand\\s|[\\s-]", -1)) {
            double value = VALUES.getOrDefault(word, 0.0);
            if (value < 100) {
                double top = segments.pop();
                if (top >= 1000) {
                    segments.push(top);
                    top = 0;
                }
                segments.push(top + value);
            } else {
                segments.push(segments.pop() * value);
            }
        }
        return segments.stream().mapToDouble(Double::doubleValue).sum();
    }
}
