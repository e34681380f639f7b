package dev.mimo.tools;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.terms.TimeWords;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The one step in front of the strict reader of a tool's arguments: what clients send for what they mean, at any
/// depth. `null` and blank text count as left out where an argument may be left out, and text that is exactly a number,
/// a boolean, a list or an object of JSON is that, where that is wanted; so is a time in words, or a plain date. Where
/// text is wanted, text stays as it is. What the schema accepts passes unchanged. `docs/mcp.md` lists all of it.
final class LenientArguments {
    /// White space as JSON Schema's patterns know it, so that no text is blank that a schema accepts.
    private static final Pattern BLANK =
            Pattern.compile("[\\t-\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]*");

    private LenientArguments() {}

    /// The arguments as they are meant.
    ///
    /// @param schema of an object
    /// @param times what words for times mean
    static ObjectNode of(ObjectNode given, JsonNode schema, TimeWords times) {
        ObjectNode meant = Json.object();
        given.properties().forEach(argument -> {
            JsonNode property = schema.path("properties").path(argument.getKey());
            if (property.isMissingNode() || !isLeftOut(argument.getKey(), argument.getValue(), schema)) {
                meant.set(argument.getKey(), value(argument.getValue(), property, times));
            }
        });
        return meant;
    }

    private static boolean isLeftOut(String name, JsonNode value, JsonNode schema) {
        boolean required = schema.path("required").valueStream().anyMatch(each -> each.asString("").equals(name));
        return !required && (value.isNull() || (value.isString() && BLANK.matcher(value.stringValue()).matches()));
    }

    private static JsonNode value(JsonNode given, JsonNode schema, TimeWords times) {
        if (given.isString() && schema.path("format").asString("").equals("date-time")) {
            return StringNode.valueOf(times.read(given.stringValue()));
        }
        String type = schema.path("type").asString("");
        JsonNode value = given.isString() ? parsed(given, type) : given;
        if (value instanceof ObjectNode object && schema.has("properties")) {
            return of(object, schema, times);
        }
        if (value instanceof ArrayNode items) {
            ArrayNode meant = Json.array();
            items.forEach(item -> meant.add(value(item, schema.path("items"), times)));
            return meant;
        }
        return value;
    }

    private static JsonNode parsed(JsonNode text, String type) {
        if (type.isEmpty() || type.equals("string") || !text.stringValue().equals(text.stringValue().strip())) {
            return text;
        }
        try {
            JsonNode value = Json.parse(text.stringValue().getBytes(StandardCharsets.UTF_8), JsonLimits.defaults());
            boolean wanted = switch (type) {
                case "integer", "number" -> value.isNumber();
                case "boolean" -> value.isBoolean();
                case "array" -> value.isArray();
                case "object" -> value.isObject();
                default -> false;
            };
            return wanted ? value : text;
        } catch (MalformedJsonException _) {
            return text;
        }
    }
}
