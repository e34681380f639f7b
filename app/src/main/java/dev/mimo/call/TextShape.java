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
///
/// @param charsMin at least one means: not blank either
/// @param charsMax in code points
/// @param bytesMax of UTF-8, which no schema can say
record TextShape(int charsMin, int charsMax, int bytesMax, @Nullable Form form) implements Shape<String> {
    /// What ECMA-262, in whose dialect JSON Schema writes patterns, counts as white space beyond ASCII.
    private static final String WIDE_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
            + "\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    /// What a text must look like.
    ///
    /// @param pattern the same as a regular expression of ECMA-262, for the schema
    /// @param problem of a text that is not: "must be …"
    record Form(Predicate<String> holds, String pattern, String problem) {}

    @Override
    public @Nullable String read(JsonNode value, ReadContext at) {
        if (!value.isString()) {
            return at.problem("must be a string");
        }
        String text = value.stringValue();
        if (charsMin > 0 && isBlank(text)) {
            return at.problem("must not be blank");
        }
        if (within(text, bytesMax, at) == null) {
            return null;
        }
        int length = text.length() > charsMax ? text.codePointCount(0, text.length()) : 0;
        if (length > charsMax) {
            return at.problem("has " + ByteSize.counted(length) + " characters; at most " + ByteSize.counted(charsMax)
                    + " are allowed");
        }
        return form == null || form.holds().test(text) ? text : at.problem(form.problem());
    }

    private static boolean isBlank(String text) {
        return text.chars().allMatch(c -> c == ' ' || (c >= '\t' && c <= '\r') || WIDE_SPACES.indexOf(c) >= 0);
    }

    /// The text, unless it has more bytes: that is a problem.
    static @Nullable String within(String text, int bytesMax, ReadContext at) {
        int bytes = bytesMax == Integer.MAX_VALUE ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
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
        if (charsMin > 0) {
            schema.put("minLength", charsMin);
            schema.put("pattern", form == null ? "\\S" : form.pattern());
        }
        return charsMax == Integer.MAX_VALUE ? schema : schema.put("maxLength", charsMax);
    }
}
