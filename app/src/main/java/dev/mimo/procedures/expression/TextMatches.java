package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.tree.ExpressionException;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What patterns find in texts. Each look at a character counts against the bounds, so that no pattern runs away.
final class TextMatches {
    private TextMatches() {}

    /// @param groups what its parts in parentheses found
    record TextMatch(String text, int start, int end, List<Object> groups) {}

    static @Nullable Object first(Pattern pattern, String text, int from, FunctionCalls calls) {
        Matcher matcher = pattern.matcher(new CountedText(text, calls));
        if (!matcher.find(from)) {
            return null;
        }
        if (matcher.end() == matcher.start()) {
            throw new ExpressionException("D1004", "A pattern matches the empty text");
        }
        Map<String, Object> match = ExpressionEvaluator.object();
        match.put("match", text.substring(matcher.start(), matcher.end()));
        match.put("start", (long) matcher.start());
        match.put("end", (long) matcher.end());
        ValueList groups = new ValueList();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            String group = matcher.group(i);
            groups.add(group == null ? "" : group);
        }
        match.put("groups", groups);
        int end = matcher.end();
        match.put("next", new ExpressionFunction.Native("next", null, (_, inner) -> end >= text.length()
                ? null
                : first(pattern, text, end, inner)));
        return match;
    }

    /// The next match of a function that finds matches, from the first on.
    ///
    /// @param before the match before; absent for the first
    static @Nullable Map<String, Object> next(ExpressionFunction matcher, String text,
            @Nullable Map<String, Object> before, FunctionCalls calls) {
        Object found;
        if (before == null) {
            found = calls.callWith(matcher, text);
        } else if (before.get("next") instanceof ExpressionFunction next) {
            found = calls.call(next, List.of());
        } else {
            throw notOne();
        }
        if (found == null) {
            return null;
        }
        if (found instanceof Map<?, ?> map && map.get("match") instanceof String && map.get("start") instanceof Number
                && map.get("end") instanceof Number && map.get("groups") instanceof List) {
            return Values.map(found);
        }
        throw notOne();
    }

    private static ExpressionException notOne() {
        return new ExpressionException("T1010", "A function that finds matches does not yield one");
    }

    static TextMatch match(Map<String, Object> found) {
        return new TextMatch((String) found.getOrDefault("match", ""), place(found, "start"), place(found, "end"),
                Values.list(found.get("groups")));
    }

    private static int place(Map<String, Object> found, String name) {
        return found.get(name) instanceof Number number ? number.intValue() : 0;
    }

    private record CountedText(CharSequence text, FunctionCalls calls) implements CharSequence {
        @Override
        public char charAt(int index) {
            calls.charge(index % 8 == 0 ? 1 : 0);
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return text.subSequence(from, to);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
