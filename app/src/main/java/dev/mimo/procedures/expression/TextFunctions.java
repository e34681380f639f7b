package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.tree.ExpressionException;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The functions about texts, beside those about patterns. Lengths and places count code points.
final class TextFunctions {
    private static final String URI_MARKS = "-_.!~*'()";
    private static final String URI_RESERVED = ";/?:@&=+$,#";

    private TextFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("string", "<x-b?:s>", (given, calls) -> {
            Object value = given.getFirst();
            return value == null
                    ? null
                    : ValueWriter.write(value, given.size() > 1 && Boolean.TRUE.equals(given.get(1)), calls);
        });
        table.add("substring", "<s-nn?:s>", (given, _) -> substring(given));
        table.add("substringBefore", "<s-s:s>", (given, _) -> cut(given, true));
        table.add("substringAfter", "<s-s:s>", (given, _) -> cut(given, false));
        text(table, "lowercase", text -> text.toLowerCase(Locale.ROOT));
        text(table, "uppercase", text -> text.toUpperCase(Locale.ROOT));
        text(table, "trim", text -> text.replaceAll("[ \t\n\r]+", " ").strip());
        table.add("length", "<s-:n>", (given, _) -> given.getFirst() instanceof String text
                ? (long) text.codePointCount(0, text.length())
                : null);
        table.add("pad", "<s-ns?:s>", TextFunctions::pad);
        table.add("join", "<a<s>s?:s>", TextFunctions::join);
        text(table, "base64encode", text -> Base64.getEncoder()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        text(table, "base64decode", TextFunctions::base64);
        text(table, "encodeUrlComponent", text -> encoded(text, URI_MARKS));
        text(table, "encodeUrl", text -> encoded(text, URI_MARKS + URI_RESERVED));
        text(table, "decodeUrlComponent", TextFunctions::decoded);
        text(table, "decodeUrl", TextFunctions::decoded);
        table.add("eval", "<sx?:x>", (given, calls) -> given.getFirst() instanceof String text
                ? calls.evaluate(text, given.size() > 1 ? given.get(1) : null)
                : null);
        table.add("error", "<s?:x>", (given, _) -> {
            throw new ExpressionException("D3137", given.getFirst() instanceof String text
                    ? text
                    : "$error() was called");
        });
        table.add("assert", "<bs?:x>", (given, _) -> {
            if (Boolean.TRUE.equals(given.getFirst())) {
                return null;
            }
            throw new ExpressionException("D3141", given.size() > 1 && given.get(1) instanceof String text
                    ? text
                    : "$assert() did not hold");
        });
    }

    private static void text(FunctionTable table, String name, UnaryOperator<String> of) {
        table.add(name, "<s-:s>", (given, calls) -> {
            if (!(given.getFirst() instanceof String text)) {
                return null;
            }
            calls.charge(text.length() / 8);
            return of.apply(text);
        });
    }

    private static @Nullable Object substring(List<@Nullable Object> given) {
        if (!(given.getFirst() instanceof String text) || !(given.get(1) instanceof Number start)) {
            return given.getFirst();
        }
        int[] points = text.codePoints().toArray();
        int from = (int) start.doubleValue();
        if (points.length + from < 0) {
            from = 0;
        }
        from = from < 0 ? points.length + from : from;
        int to = points.length;
        if (given.size() > 2 && given.get(2) instanceof Number length) {
            to = length.doubleValue() <= 0 ? from : (int) Math.min(to, from + Math.ceil(length.doubleValue()));
        }
        return from >= to ? "" : new String(points, from, to - from);
    }

    private static @Nullable Object cut(List<@Nullable Object> given, boolean before) {
        if (!(given.getFirst() instanceof String text) || !(given.get(1) instanceof String mark)) {
            return given.getFirst();
        }
        int at = text.indexOf(mark);
        return at < 0 ? text : before ? text.substring(0, at) : text.substring(at + mark.length());
    }

    private static @Nullable Object pad(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof String text) || !(given.get(1) instanceof Number width)) {
            return null;
        }
        String fill = given.size() > 2 && given.get(2) instanceof String chars && !chars.isEmpty() ? chars : " ";
        int missing = (int) Math.abs(width.doubleValue()) - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        calls.charge(missing);
        int[] points = fill.codePoints().toArray();
        StringBuilder padding = new StringBuilder();
        for (int i = 0; i < missing; i++) {
            padding.appendCodePoint(points[i % points.length]);
        }
        return width.doubleValue() < 0 ? padding + text : text + padding;
    }

    private static @Nullable Object join(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof List<?> texts)) {
            return null;
        }
        String separator = given.size() > 1 && given.get(1) instanceof String text ? text : "";
        StringBuilder joined = new StringBuilder();
        String before = "";
        for (Object text : texts) {
            calls.charge(1 + (separator.length() + String.valueOf(text).length()) / 8L);
            joined.append(before).append(text);
            before = separator;
        }
        return joined.toString();
    }

    private static String base64(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new ExpressionException("D3137", "A text is not in base64");
        }
    }

    private static String encoded(String text, String plain) {
        if (text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF)) {
            throw new ExpressionException("D3140", "A text with half of a surrogate pair cannot be in an address");
        }
        StringBuilder encoded = new StringBuilder();
        text.codePoints().forEach(point -> {
            String one = Character.toString(point);
            encoded.append(plain.contains(one)
                    ? one
                    : URLEncoder.encode(one, StandardCharsets.UTF_8)
                            .replace("+", "%20").replace("%7E", "~"));
        });
        return encoded.toString();
    }

    private static String decoded(String text) {
        try {
            String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (decoded.indexOf('\uFFFD') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new ExpressionException("D3140", "A part of an address is malformed");
    }

    static Map<String, Object> object(String name, Object value) {
        Map<String, Object> made = ExpressionEvaluator.object();
        made.put(name, value);
        return made;
    }
}
