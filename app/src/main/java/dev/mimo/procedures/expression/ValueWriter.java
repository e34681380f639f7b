package dev.mimo.procedures.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as JSON text, as `$string` writes them.
final class ValueWriter {
    private final FunctionCalls calls;
    private final boolean pretty;
    private final StringBuilder out = new StringBuilder();

    private ValueWriter(FunctionCalls calls, boolean pretty) {
        this.calls = calls;
        this.pretty = pretty;
    }

    static String write(Object value, boolean pretty, FunctionCalls calls) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof ExpressionFunction) {
            return "";
        }
        if (value instanceof Number number) {
            return Values.text(number);
        }
        ValueWriter writer = new ValueWriter(calls, pretty);
        writer.value(value, 0);
        return writer.out.toString();
    }

    private void value(Object value, int depth) {
        int before = out.length();
        switch (value) {
            case String text -> quoted(text);
            case Number number -> out.append(Values.text(number instanceof Long ? number : Values.finite(number)));
            case ExpressionFunction _ -> out.append("\"\"");
            case List<?> list -> list(list, depth);
            case Map<?, ?> map -> map(map, depth);
            default -> out.append(value);
        }
        calls.charge(value instanceof List || value instanceof Map ? 1 : 1 + (out.length() - before) / 8L);
    }

    private void list(List<?> list, int depth) {
        out.append('[');
        String separator = "";
        for (Object each : list) {
            out.append(separator);
            line(depth + 1);
            value(each, depth + 1);
            separator = ",";
        }
        if (!list.isEmpty()) {
            line(depth);
        }
        out.append(']');
    }

    private void map(Map<?, ?> map, int depth) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> field : map.entrySet()) {
            out.append(separator);
            line(depth + 1);
            quoted(String.valueOf(field.getKey()));
            out.append(pretty ? ": " : ":");
            value(field.getValue(), depth + 1);
            separator = ",";
        }
        if (!map.isEmpty()) {
            line(depth);
        }
        out.append('}');
    }

    private void line(int depth) {
        if (pretty) {
            out.append('\n').repeat("  ", depth);
        }
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> out.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        out.append('"');
    }

    /// The text of what may be absent: nothing then.
    static String orEmpty(@Nullable Object value, FunctionCalls calls) {
        return value == null ? "" : write(value, false, calls);
    }
}
