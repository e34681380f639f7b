package dev.mimo.mcp.codec;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks a form's fields against the flat schema that the protocol allows in forms: primitives, choices, and lists of
/// choices.
final class FormValidator {
    private FormValidator() {}

    /// @return the first thing that is wrong, without a full stop; absent when all is right
    static @Nullable String problem(ObjectNode schema, ObjectNode content) {
        for (JsonNode required : schema.path("required")) {
            if (!content.has(required.asString())) {
                return "the field '" + required.asString() + "' is required";
            }
        }
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            JsonNode value = content.get(field.getKey());
            String problem = value == null ? null : problem(field.getValue(), value);
            if (problem != null) {
                return "the field '" + field.getKey() + "' " + problem;
            }
        }
        return null;
    }

    private static @Nullable String problem(JsonNode field, JsonNode value) {
        return switch (field.path("type").asString("")) {
            case "string" -> value.isString() ? text(field, value.stringValue()) : "must be a string";
            case "boolean" -> value.isBoolean() ? null : "must be true or false";
            case "integer" -> isWhole(value) ? number(field, value) : "must be a whole number";
            case "number" -> value.isNumber() ? number(field, value) : "must be a number";
            case "array" -> value.isArray() ? list(field, value) : "must be a list";
            default -> null;
        };
    }

    private static boolean isWhole(JsonNode value) {
        return value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
    }

    private static @Nullable String text(JsonNode field, String value) {
        int length = value.codePointCount(0, value.length());
        if (length < field.path("minLength").asInt(0) || length > field.path("maxLength").asInt(Integer.MAX_VALUE)) {
            return "is too short or too long";
        }
        return isChoice(field, value) ? null : "must be one of the choices";
    }

    private static boolean isChoice(JsonNode field, String value) {
        JsonNode choices = field.has("enum") ? field.path("enum") : field.path("oneOf");
        if (choices.isMissingNode()) {
            choices = field.path("anyOf");
        }
        if (choices.isMissingNode()) {
            return true;
        }
        for (JsonNode choice : choices) {
            JsonNode is = choice.isObject() ? choice.path("const") : choice;
            if (is.isString() && is.stringValue().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String number(JsonNode field, JsonNode value) {
        double number = value.doubleValue();
        boolean within = number >= field.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                && number <= field.path("maximum").asDouble(Double.POSITIVE_INFINITY);
        return within ? null : "is out of range";
    }

    private static @Nullable String list(JsonNode field, JsonNode value) {
        if (value.size() < field.path("minItems").asInt(0)
                || value.size() > field.path("maxItems").asInt(Integer.MAX_VALUE)) {
            return "has too few or too many items";
        }
        for (JsonNode item : value) {
            if (!item.isString() || !isChoice(field.path("items"), item.stringValue())) {
                return "must hold some of the choices";
            }
        }
        return null;
    }
}
