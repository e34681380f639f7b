package dev.mimo.mcp.client.oauth.web;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One JSON object that a stranger sent, read strictly as JSON (no name twice) and leniently as to its members: what
/// is of another type than expected counts as absent, and nobody trips over members that mean nothing here.
public final class MetadataDocument {
    private static final int ITEMS_MAX = 1_000;

    private final ObjectNode object;

    private MetadataDocument(ObjectNode object) {
        this.object = object;
    }

    /// @param what it is, for the message
    /// @throws AuthorizationException `MALFORMED`
    public static MetadataDocument of(byte[] body, String what) {
        try {
            return new MetadataDocument(Json.parseObject(body, JsonLimits.defaults()));
        } catch (MalformedJsonException _) {
            throw new AuthorizationException(Problem.MALFORMED, what + " is not a JSON object.");
        }
    }

    /// @return absent also when it is empty
    public @Nullable String text(String name) {
        JsonNode value = object.get(name);
        return value != null && value.isString() && !value.stringValue().isEmpty() ? value.stringValue() : null;
    }

    public boolean flag(String name) {
        JsonNode value = object.get(name);
        return value != null && value.isBoolean() && value.booleanValue();
    }

    /// A whole number, also when it is written as a text; absent when it is neither, or negative.
    public @Nullable Long number(String name) {
        JsonNode value = object.get(name);
        if (value != null && value.isNumber()) {
            double number = value.doubleValue();
            return number >= 0 && number <= Integer.MAX_VALUE * 1_000L ? (long) number : null;
        }
        String text = text(name);
        return text != null && text.matches("[0-9]{1,12}") ? Long.valueOf(text) : null;
    }

    /// The texts of an array; absent when there is no array. At most a thousand are read.
    public @Nullable List<String> texts(String name) {
        JsonNode value = object.get(name);
        if (value == null || !value.isArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (item.isString() && texts.size() < ITEMS_MAX) {
                texts.add(item.stringValue());
            }
        }
        return List.copyOf(texts);
    }

    public List<String> textsOrNone(String name) {
        List<String> texts = texts(name);
        return texts == null ? List.of() : texts;
    }
}
