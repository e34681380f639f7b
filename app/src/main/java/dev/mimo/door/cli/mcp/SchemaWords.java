package dev.mimo.door.cli.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/// JSON Schema in a few words, for people.
final class SchemaWords {
    private static final int CHOICES_MAX = 8;

    private SchemaWords() {}

    /// The properties of an object: each one's name, with `*` when it is required, and what it takes.
    static Map<String, String> arguments(JsonNode schema) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asString("")));
        Map<String, String> arguments = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(property -> arguments.put(
                property.getKey() + (required.contains(property.getKey()) ? "*" : ""), words(property.getValue())));
        return arguments;
    }

    private static String words(JsonNode schema) {
        StringJoiner words = new StringJoiner(". ");
        words.add(type(schema));
        String description = schema.path("description").asString("").strip();
        if (!description.isEmpty()) {
            words.add(description);
        }
        if (schema.has("default")) {
            words.add("Default: " + schema.get("default"));
        }
        return words.toString();
    }

    static String type(JsonNode schema) {
        if (schema.path("enum").isArray()) {
            return choices(schema.path("enum"));
        }
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            StringJoiner any = new StringJoiner(" or ");
            type.forEach(each -> any.add(each.asString("")));
            return any.toString();
        }
        if (type.asString("").equals("array")) {
            return schema.path("items").isObject() ? "list of " + type(schema.path("items")) : "list";
        }
        return type.asString("any");
    }

    private static String choices(JsonNode choices) {
        StringJoiner words = new StringJoiner(", ");
        for (JsonNode choice : choices) {
            if (words.length() > 0 && words.toString().split(", ", -1).length == CHOICES_MAX) {
                words.add("…");
                break;
            }
            words.add(choice.isString() ? choice.stringValue() : choice.toString());
        }
        return words.toString();
    }
}
