package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.TextMatches.TextMatch;
import dev.mimo.procedures.expression.tree.ExpressionException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The functions that look for something in a text.
final class PatternFunctions {
    private PatternFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("match", "<s-f<s:o>n?:a<o>>", PatternFunctions::match);
        table.add("contains", "<s-(sf):b>", (given, calls) -> {
            if (!(given.getFirst() instanceof String text) || given.get(1) == null) {
                return null;
            }
            return given.get(1) instanceof ExpressionFunction matcher
                    ? TextMatches.next(matcher, text, null, calls) != null
                    : given.get(1) instanceof String part && text.contains(part);
        });
        table.add("split", "<s-(sf)n?:a<s>>", PatternFunctions::split);
        table.add("replace", "<s-(sf)(sf)n?:s>", PatternFunctions::replace);
    }

    private static double limit(List<@Nullable Object> given, int place, String code) {
        if (given.size() <= place || !(given.get(place) instanceof Number limit)) {
            return Double.POSITIVE_INFINITY;
        }
        if (limit.doubleValue() < 0) {
            throw new ExpressionException(code, "A limit is below 0");
        }
        return limit.doubleValue();
    }

    private static @Nullable Object match(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof String text) || !(given.get(1) instanceof ExpressionFunction matcher)) {
            return null;
        }
        double limit = limit(given, 2, "D3040");
        ValueList results = ValueList.sequence();
        Map<String, Object> found = limit > 0 ? TextMatches.next(matcher, text, null, calls) : null;
        for (int count = 0; found != null && count < limit; count++) {
            TextMatch match = TextMatches.match(found);
            Map<String, Object> one = TextFunctions.object("match", match.text());
            one.put("index", (long) match.start());
            one.put("groups", match.groups());
            results.add(one);
            found = TextMatches.next(matcher, text, found, calls);
        }
        return results.isEmpty() ? null : results.size() == 1 ? results.getFirst() : results;
    }

    private static @Nullable Object split(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof String text)) {
            return null;
        }
        double limit = limit(given, 2, "D3020");
        ValueList parts = new ValueList();
        calls.charge(text.length() / 8);
        if (given.get(1) instanceof ExpressionFunction matcher) {
            Map<String, Object> found = TextMatches.next(matcher, text, null, calls);
            int from = 0;
            while (found != null && parts.size() < limit) {
                TextMatch match = TextMatches.match(found);
                parts.add(text.substring(from, match.start()));
                from = match.end();
                found = TextMatches.next(matcher, text, found, calls);
            }
            if (parts.size() < limit) {
                parts.add(text.substring(from));
            }
            return parts;
        }
        String separator = given.get(1) instanceof String mark ? mark : "";
        if (separator.isEmpty()) {
            text.codePoints().mapToObj(Character::toString).forEach(parts::add);
        } else {
            parts.addAll(List.of(text.split(java.util.regex.Pattern.quote(separator), -1)));
        }
        return parts.size() > limit ? new ValueList(parts.subList(0, (int) limit)) : parts;
    }

    private static @Nullable Object replace(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof String text)) {
            return null;
        }
        if ("".equals(given.get(1))) {
            throw new ExpressionException("D3010", "What $replace looks for is empty");
        }
        double limit = limit(given, 3, "D3011");
        Object with = given.get(2);
        StringBuilder result = new StringBuilder();
        int from = 0;
        if (given.get(1) instanceof String part) {
            int at = text.indexOf(part);
            for (int count = 0; at >= 0 && count < limit; count++) {
                calls.charge(1 + String.valueOf(with).length() / 8L);
                result.append(text, from, at).append(with);
                from = at + part.length();
                at = text.indexOf(part, from);
            }
            return result.append(text.substring(from)).toString();
        }
        ExpressionFunction matcher = (ExpressionFunction) java.util.Objects.requireNonNull(given.get(1));
        Map<String, Object> found = limit > 0 ? TextMatches.next(matcher, text, null, calls) : null;
        for (int count = 0; found != null && count < limit; count++) {
            TextMatch match = TextMatches.match(found);
            String put = replacement(with, found, match, calls);
            calls.charge(1 + put.length() / 8L);
            result.append(text, from, match.start()).append(put);
            from = match.end();
            found = TextMatches.next(matcher, text, found, calls);
        }
        return result.append(text.substring(from)).toString();
    }

    private static String replacement(@Nullable Object with, Map<String, Object> found, TextMatch match,
            FunctionCalls calls) {
        if (with instanceof ExpressionFunction function) {
            if (calls.callWith(function, found) instanceof String text) {
                return text;
            }
            throw new ExpressionException("D3012", "A replacement is no text");
        }
        String template = String.valueOf(with);
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            char next = i + 1 < template.length() ? template.charAt(i + 1) : ' ';
            if (c != '$') {
                made.append(c);
            } else if (next == '$') {
                made.append('$');
                i++;
            } else if (!Character.isDigit(next)) {
                made.append('$');
            } else {
                i = group(template, i + 1, match, made);
            }
        }
        return made.toString();
    }

    /// The group with the longest number that there is; what is left of the digits stands for itself.
    private static int group(String template, int begin, TextMatch match, StringBuilder into) {
        int most = String.valueOf(match.groups().size()).length();
        int end = begin;
        while (end < template.length() && end - begin < most && Character.isDigit(template.charAt(end))) {
            end++;
        }
        while (end - begin > 1 && Integer.parseInt(template.substring(begin, end)) > match.groups().size()) {
            end--;
        }
        int number = Integer.parseInt(template.substring(begin, end));
        into.append(number == 0
                ? match.text()
                : number <= match.groups().size() ? match.groups().get(number - 1) : "");
        return end - 1;
    }
}
