package dev.mimo.mcp;

import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The mark in a tool's input schema by which HTTP repeats an argument in a header of its own.
public final class HeaderKeyword {
    /// In the schema of the argument; its value is the header's own part of its name.
    public static final String KEYWORD = "x-mcp-header";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Set<String> TYPES = Set.of("string", "integer", "boolean");

    private HeaderKeyword() {}

    /// Whether a mark names a header.
    public static boolean isName(JsonNode mark) {
        return mark.isString() && TOKEN.matcher(mark.stringValue()).matches();
    }

    /// Whether a header can say what fits this schema.
    public static boolean isBindable(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isString() && TYPES.contains(type.stringValue());
    }
}
