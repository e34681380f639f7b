package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.tree.ExpressionException;
import dev.mimo.procedures.expression.tree.JsonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a function takes, as the language writes it: `<s-n?:s>` is a text, or the context in its place, and perhaps a
/// number. Arguments are held to it as a row of letters, one for each.
final class TypeSignature {
    private final List<Parameter> parameters = new ArrayList<>();
    private final Pattern whole;

    private static final class Parameter {
        final char type;
        final String letters;
        String repeat = "";
        boolean context;
        @Nullable
        String subtype;

        Parameter(char type, String letters) {
            this.type = type;
            this.letters = letters;
        }
    }

    private TypeSignature(String text) {
        int at = 1;
        for (; at < text.length() && text.charAt(at) != ':' && text.charAt(at) != '>'; at++) {
            char c = text.charAt(at);
            switch (c) {
                case 's', 'n', 'b', 'l', 'o' -> parameters.add(new Parameter(c, c + "m"));
                case 'a', 'x' -> parameters.add(new Parameter(c, "asnblfom"));
                case 'f' -> parameters.add(new Parameter(c, "f"));
                case 'j' -> parameters.add(new Parameter(c, "asnblom"));
                case '-' -> last().context = true;
                case '?', '+' -> last().repeat = String.valueOf(c);
                case '(' -> {
                    int end = text.indexOf(')', at);
                    String choice = text.substring(at + 1, Math.max(at + 1, end));
                    if (choice.contains("<")) {
                        throw new ExpressionException("S0402", "A choice of types cannot have types within");
                    }
                    parameters.add(new Parameter('(', choice + "m"));
                    at = end;
                }
                case '<' -> at = subtype(text, at);
                default -> throw new ExpressionException("S0401", "'" + c + "' is no type");
            }
        }
        StringBuilder regex = new StringBuilder();
        parameters.forEach(each -> regex.append("([").append(each.letters).append(']')
                .append(each.context && each.repeat.isEmpty() ? "?" : each.repeat).append(')'));
        whole = Pattern.compile(regex.toString());
    }

    static TypeSignature of(String text) {
        return new TypeSignature(text);
    }

    private Parameter last() {
        if (parameters.isEmpty()) {
            throw new ExpressionException("S0401", "A type is missing");
        }
        return parameters.getLast();
    }

    private int subtype(String text, int open) {
        if (last().type != 'a' && last().type != 'f') {
            throw new ExpressionException("S0401", "Only arrays and functions have types within");
        }
        int depth = 1;
        int at = open + 1;
        for (; at < text.length() && depth > 0; at++) {
            depth += text.charAt(at) == '<' ? 1 : text.charAt(at) == '>' ? -1 : 0;
        }
        last().subtype = text.substring(open + 1, at - 1);
        return at - 1;
    }

    int arity() {
        return (int) parameters.stream().filter(each -> !each.repeat.equals("?")).count();
    }

    /// The arguments as the function wants them: the context where one is left out, a single value as an array.
    List<@Nullable Object> fit(List<@Nullable Object> given, @Nullable Object context, String function) {
        StringBuilder letters = new StringBuilder();
        given.forEach(each -> letters.append(letter(each)));
        Matcher matcher = whole.matcher(letters);
        if (!matcher.matches()) {
            throw new ExpressionException("T0410", "The arguments of $" + function + " are not what it takes");
        }
        List<@Nullable Object> fitted = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            String matched = matcher.group(i + 1);
            if (matched == null || matched.isEmpty()) {
                if (parameter.context) {
                    if (parameter.letters.indexOf(letter(context)) < 0) {
                        throw new ExpressionException("T0411", "The context is not what $" + function + " takes");
                    }
                    fitted.add(context);
                } else {
                    fitted.add(at < given.size() ? given.get(at) : null);
                    at++;
                }
                continue;
            }
            for (int letterAt = 0; letterAt < matched.length(); letterAt++) {
                char letter = matched.charAt(letterAt);
                Object value = at < given.size() ? given.get(at) : null;
                fitted.add(parameter.type == 'a' ? array(value, letter, parameter, function) : value);
                at++;
            }
        }
        return fitted;
    }

    private static @Nullable Object array(@Nullable Object value, char letter, Parameter parameter, String function) {
        if (value == null || letter == 'm') {
            return null;
        }
        List<?> items = letter == 'a' ? (List<?>) value : List.of(value);
        String wanted = parameter.subtype;
        if (wanted != null && !wanted.isEmpty()
                && items.stream().anyMatch(item -> letter(item) != wanted.charAt(0))) {
            throw new ExpressionException("T0412", "$" + function + " takes an array of one type");
        }
        return letter == 'a' ? value : ValueList.of(value);
    }

    static char letter(@Nullable Object value) {
        return switch (value) {
            case null -> 'm';
            case ExpressionFunction _ -> 'f';
            case String _ -> 's';
            case Number _ -> 'n';
            case Boolean _ -> 'b';
            case JsonNull _ -> 'l';
            case List<?> _ -> 'a';
            default -> 'o';
        };
    }
}
