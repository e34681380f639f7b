package dev.mimo.mcp.codec;

import dev.mimo.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One object that another side sent, field by field.
///
/// @param what it is, for the error when a field is missing
public record FieldReader(JsonNode node, String what) {
    /// @throws MalformedMessageException when it is missing or no text
    public String text(String name) {
        String value = maybeText(name);
        if (value == null) {
            throw missing(name, "a string");
        }
        return value;
    }

    public String text(String name, String otherwise) {
        String value = maybeText(name);
        return value == null ? otherwise : value;
    }

    public @Nullable String maybeText(String name) {
        JsonNode value = node.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    public @Nullable Double maybeNumber(String name) {
        JsonNode value = node.path(name);
        return value.isNumber() ? value.doubleValue() : null;
    }

    /// Absent also when it does not fit.
    public @Nullable Long maybeWhole(String name) {
        JsonNode value = node.path(name);
        return value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong()
                ? value.longValue()
                : null;
    }

    public boolean bool(String name, boolean otherwise) {
        JsonNode value = node.path(name);
        return value.isBoolean() ? value.booleanValue() : otherwise;
    }

    /// @throws MalformedMessageException when it is missing or no object
    public ObjectNode object(String name) {
        if (node.path(name) instanceof ObjectNode object) {
            return object;
        }
        throw missing(name, "an object");
    }

    /// @throws MalformedMessageException when it is no object
    public ObjectNode itself() {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedMessageException("The server's " + what + " is no object.");
    }

    public @Nullable ObjectNode maybeObject(String name) {
        return node.path(name) instanceof ObjectNode object ? object : null;
    }

    /// Empty when it is missing.
    public ObjectNode objectOrEmpty(String name) {
        return node.path(name) instanceof ObjectNode object ? object : Json.object();
    }

    /// @throws MalformedMessageException when it is missing or no list
    public List<JsonNode> list(String name) {
        if (!node.path(name).isArray()) {
            throw missing(name, "a list");
        }
        return listOrEmpty(name);
    }

    public List<JsonNode> listOrEmpty(String name) {
        List<JsonNode> items = new ArrayList<>();
        if (node.path(name).isArray()) {
            node.path(name).forEach(items::add);
        }
        return items;
    }

    /// The strings of a list; what else is in it is passed over.
    public List<String> texts(String name) {
        return listOrEmpty(name).stream().filter(JsonNode::isString).map(JsonNode::stringValue).toList();
    }

    private MalformedMessageException missing(String name, String kind) {
        return new MalformedMessageException("The server's " + what + " lacks '" + name + "', " + kind + ".");
    }
}
