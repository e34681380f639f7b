package dev.mimo.procedures.definition;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/// Whether a text is a path or a call of an intrinsic function, as Amazon States Language has them beside JSONata.
final class PathSyntax {
    private static final String NAME = "[\\p{L}\\p{N}_\\-]+";
    private static final String QUOTED = "(?:'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\")";
    private static final String PLACE = "-?\\d+";
    private static final String START = "\\$(?:\\$|[\\p{L}_][\\p{L}\\p{N}_]*)?";
    private static final Pattern REFERENCE = Pattern.compile(START + "(?:\\." + NAME + "|\\[(?:" + QUOTED + "|"
            + PLACE + ")\\])*");
    private static final Pattern PATH = Pattern.compile(START + "(?:\\.\\.?(?:" + NAME + "|\\*)|\\.\\.(?=\\[)|\\[(?:"
            + QUOTED + "(?:," + QUOTED + ")*|" + PLACE + "(?:\\s*,\\s*" + PLACE + ")*|(?:" + PLACE + ")?:(?:" + PLACE
            + ")?(?::" + PLACE + ")?|\\*|\\?\\(.+?\\)|\\(.+?\\))\\]|\\.length\\(\\))*");
    private static final Pattern RESULT = Pattern.compile("\\$(?:\\." + NAME + "|\\[(?:" + QUOTED + "|" + PLACE
            + ")\\])*");
    /// The fewest and the most arguments of each intrinsic function.
    private static final Map<String, int[]> FUNCTIONS = Map.ofEntries(entry("Format", new int[]{1, 100}),
            entry("StringToJson", new int[]{1, 1}), entry("JsonToString", new int[]{1, 1}),
            entry("Array", new int[]{0, 1000}), entry("ArrayPartition", new int[]{2, 2}),
            entry("ArrayContains", new int[]{2, 2}), entry("ArrayRange", new int[]{3, 3}),
            entry("ArrayGetItem", new int[]{2, 2}), entry("ArrayLength", new int[]{1, 1}),
            entry("ArrayUnique", new int[]{1, 1}), entry("Base64Encode", new int[]{1, 1}),
            entry("Base64Decode", new int[]{1, 1}), entry("Hash", new int[]{2, 2}),
            entry("JsonMerge", new int[]{3, 3}), entry("MathRandom", new int[]{2, 3}),
            entry("MathAdd", new int[]{2, 2}), entry("StringSplit", new int[]{2, 2}), entry("UUID", new int[]{0, 0}));

    private final String text;
    private int at;

    private PathSyntax(String text) {
        this.text = text;
    }

    static boolean isPath(String text) {
        return PATH.matcher(text).matches();
    }

    /// A path to exactly one place.
    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /// A place in the input, where a result can be put.
    static boolean isResultPath(String text) {
        return RESULT.matcher(text).matches();
    }

    /// What is wrong with a text that is to be a path or a call; absent when nothing is.
    static @Nullable String problem(String text) {
        if (text.startsWith("$")) {
            return isPath(text) ? null : "is no JSONPath";
        }
        if (!text.startsWith("States.")) {
            return "must be a JSONPath, which begins with $, or an intrinsic function, which begins with States.";
        }
        PathSyntax call = new PathSyntax(text);
        String problem = call.call();
        return problem == null && call.at < text.length() ? "goes on after the intrinsic function" : problem;
    }

    private @Nullable String call() {
        int open = text.indexOf('(', at);
        String name = open < 0 ? "" : text.substring(at + "States.".length(), open);
        int[] counts = FUNCTIONS.get(name);
        if (counts == null) {
            return "calls no intrinsic function that there is";
        }
        at = open + 1;
        int count = 0;
        skip();
        while (!ahead(')')) {
            String problem = argument(name);
            if (problem != null) {
                return problem;
            }
            count++;
            skip();
            if (ahead(',')) {
                at++;
                skip();
            } else if (!ahead(')')) {
                return "has an intrinsic function that is not closed";
            }
        }
        at++;
        return count < counts[0] || count > counts[1] ? "gives States." + name + " " + count + " arguments" : null;
    }

    private void skip() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean ahead(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private @Nullable String argument(String function) {
        if (text.startsWith("States.", at)) {
            return call();
        }
        if (ahead('\'')) {
            return function.equals("MathAdd") ? "gives States.MathAdd a text" : quoted();
        }
        int end = ahead('$') ? pathEnd() : plainEnd();
        String argument = text.substring(at, end).strip();
        at = end;
        boolean known = argument.startsWith("$")
                ? isPath(argument)
                : argument.matches("true|false|null|-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
        return known ? null : "has '" + argument + "' as an argument, which is no path, text or number";
    }

    private @Nullable String quoted() {
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '\'') {
                at++;
                return null;
            }
        }
        return "has a text that is not closed";
    }

    private int pathEnd() {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (depth == 0 && (c == ',' || c == ')')) {
                return i;
            }
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
        }
        return text.length();
    }

    private int plainEnd() {
        int end = at;
        while (end < text.length() && ",)".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
