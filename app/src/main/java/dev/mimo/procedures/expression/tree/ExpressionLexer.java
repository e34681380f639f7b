package dev.mimo.procedures.expression.tree;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Cuts an expression into tokens, one at a time: whether a slash divides or begins a pattern depends on what stood
/// before it.
final class ExpressionLexer {
    private static final Set<String> TWO = Set.of("..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??");
    private static final String SINGLE = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static final Map<Character, Character> ESCAPES = Map.of('"', '"', '\\', '\\', '/', '/', 'b', '\b', 'f',
            '\f', 'n', '\n', 'r', '\r', 't', '\t');
    private static final Pattern NUMBER = Pattern.compile("(0|([1-9][0-9]*))(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");

    private final String text;
    private int at;

    enum Kind {
        OPERATOR, NAME, VARIABLE, STRING, NUMBER, CONSTANT, REGEX, END
    }

    /// @param value a `String`, a `Double`, a `Pattern`, or a constant
    record Token(Kind kind, Object value, int position) {
        String text() {
            return kind == Kind.END ? "(end)" : String.valueOf(value);
        }

        boolean is(String operator) {
            return kind == Kind.OPERATOR && value.equals(operator);
        }
    }

    ExpressionLexer(String text) {
        this.text = text;
    }

    /// @param operatorWanted whether an operand has just ended
    Token next(boolean operatorWanted) {
        skipBlanks();
        if (at >= text.length()) {
            return new Token(Kind.END, "", at);
        }
        char c = text.charAt(at);
        if (c == '/' && !operatorWanted) {
            at++;
            return new Token(Kind.REGEX, regex(), at);
        }
        if (at + 1 < text.length() && TWO.contains(text.substring(at, at + 2))) {
            at += 2;
            return new Token(Kind.OPERATOR, text.substring(at - 2, at), at);
        }
        if (c == '!' || c == '~') {
            throw new ExpressionException("S0204", "'" + c + "' is no operator", at);
        }
        if (SINGLE.indexOf(c) >= 0) {
            at++;
            return new Token(Kind.OPERATOR, String.valueOf(c), at);
        }
        if (c == '"' || c == '\'') {
            return new Token(Kind.STRING, string(c), at);
        }
        var number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            String digits = text.substring(at, number.end());
            double value = Double.parseDouble(digits);
            if (Double.isInfinite(value)) {
                throw new ExpressionException("S0102", "The number " + digits + " is out of range", at);
            }
            at = number.end();
            return new Token(Kind.NUMBER, value, at);
        }
        return c == '`' ? quotedName() : name();
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (" \t\n\r\u000B".indexOf(text.charAt(at)) >= 0) {
                at++;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw new ExpressionException("S0106", "A comment has no end", at);
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private String string(char quote) {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return value.toString();
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw new ExpressionException("S0101", "A text has no closing quote", at);
    }

    private char escaped() {
        at++;
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (c == 'u') {
            String digits = text.substring(at + 1, Math.min(text.length(), at + 5));
            if (!digits.matches("[0-9A-Fa-f]{4}")) {
                throw new ExpressionException("S0104", "\\u is not followed by four hexadecimal digits", at);
            }
            at += 4;
            return (char) Integer.parseInt(digits, 16);
        }
        Character plain = ESCAPES.get(c);
        if (plain == null) {
            throw new ExpressionException("S0103", "\\" + c + " stands for no character", at);
        }
        return plain;
    }

    private Token quotedName() {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw new ExpressionException("S0105", "A quoted name has no closing backquote", at);
        }
        String name = text.substring(at + 1, end);
        at = end + 1;
        return new Token(Kind.NAME, name, at);
    }

    private Token name() {
        int begin = at;
        while (at < text.length() && SINGLE.indexOf(text.charAt(at)) < 0
                && " \t\n\r\u000B".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(begin, at);
        if (name.startsWith("$")) {
            return new Token(Kind.VARIABLE, name.substring(1), at);
        }
        return switch (name) {
            case "or", "in", "and" -> new Token(Kind.OPERATOR, name, at);
            case "true" -> new Token(Kind.CONSTANT, true, at);
            case "false" -> new Token(Kind.CONSTANT, false, at);
            case "null" -> new Token(Kind.CONSTANT, JsonNull.NULL, at);
            default -> new Token(Kind.NAME, name, at);
        };
    }

    private Pattern regex() {
        int begin = at;
        int depth = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean plain = text.charAt(at - 1) != '\\' || (at > 1 && text.charAt(at - 2) == '\\');
            if (c == '/' && plain && depth == 0) {
                if (at == begin) {
                    throw new ExpressionException("S0301", "A pattern is empty", at);
                }
                return compiled(text.substring(begin, at++));
            }
            depth += !plain ? 0 : "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        }
        throw new ExpressionException("S0302", "A pattern has no closing slash", at);
    }

    private Pattern compiled(String pattern) {
        int flags = 0;
        for (; at < text.length() && "im".indexOf(text.charAt(at)) >= 0; at++) {
            flags |= text.charAt(at) == 'i' ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : Pattern.MULTILINE;
        }
        try {
            return Pattern.compile(pattern, flags);
        } catch (PatternSyntaxException e) {
            throw new ExpressionException("S0303", "A pattern is malformed: " + e.getDescription(), at);
        }
    }
}
