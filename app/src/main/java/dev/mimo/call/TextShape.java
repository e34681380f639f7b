package dev.mimo.call;

import dev.mimo.json.ByteSize;
import dev.mimo.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// A text, of bounded length and perhaps of a form.
public final class TextShape implements Shape<String> {
    /// What ECMA-262, in whose dialect JSON Schema writes patterns, counts as white space beyond ASCII.
    private static final String WIDE_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
            + "\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    private final Bounds bounds;
    private final @Nullable Form form;

    /// In code points. At least one means: not blank either.
    record Bounds(int min, int max) {
        static final Bounds NONE = new Bounds(0, Integer.MAX_VALUE);
    }

    /// What a text must look like.
    ///
    /// @param pattern the same as a regular expression of ECMA-262, for the schema
    /// @param problem of a text that is not: "must be …"
    public record Form(Predicate<String> holds, String pattern, String problem) {}

    TextShape(Bounds bounds, @Nullable Form form) {
        this.bounds = bounds;
        this.form = form;
    }

    @Override
    public @Nullable String read(JsonNode value, Reading at) {
        if (!value.isString()) {
            return at.problem("must be a string");
        }
        String text = value.stringValue();
        if (bounds.min() > 0 && isBlank(text)) {
            return at.problem("must not be blank");
        }
        int length = text.length() > bounds.max() ? text.codePointCount(0, text.length()) : 0;
        if (length > bounds.max()) {
            return at.problem("has " + ByteSize.counted(length) + " characters; at most "
                    + ByteSize.counted(bounds.max()) + " are allowed");
        }
        return form == null || form.holds().test(text) ? text : at.problem(form.problem());
    }

    private static boolean isBlank(String text) {
        return text.chars().allMatch(c -> c == ' ' || (c >= '\t' && c <= '\r') || WIDE_SPACES.indexOf(c) >= 0);
    }

    /// The same, of at most so many bytes.
    Shape<String> within(int bytesMax) {
        TextShape characters = this;
        return new Shape<>() {
            @Override
            public @Nullable String read(JsonNode value, Reading at) {
                // told in bytes even when there are too many characters already
                String text = value.isString() ? TextShape.within(value.stringValue(), bytesMax, at) : "";
                return text == null ? null : characters.read(value, at);
            }

            @Override
            public JsonNode write(String value) {
                return characters.write(value);
            }

            @Override
            public ObjectNode schema(SchemaWriter writer) {
                return characters.schema(writer);
            }
        };
    }

    /// The text, unless it has more bytes: that is a problem.
    static @Nullable String within(String text, int bytesMax, Reading at) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= bytesMax
                ? text
                : at.problem("has " + ByteSize.text(bytes) + "; at most " + ByteSize.text(bytesMax) + " are allowed");
    }

    @Override
    public JsonNode write(String value) {
        return StringNode.valueOf(value);
    }

    @Override
    public ObjectNode schema(SchemaWriter writer) {
        ObjectNode schema = Json.object().put("type", "string");
        if (bounds.min() > 0) {
            schema.put("minLength", bounds.min());
            schema.put("pattern", form == null ? "\\S" : form.pattern());
        }
        return bounds.max() == Integer.MAX_VALUE ? schema : schema.put("maxLength", bounds.max());
    }
}
