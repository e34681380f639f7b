package dev.mimo.door.cli.memory;

import dev.mimo.refusal.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Builds requests out of options: what was not given is not in the request, so that the core's defaults hold.
final class Fields {
    private Fields() {}

    static ObjectNode put(ObjectNode request, String field, @Nullable String value) {
        return value == null ? request : request.put(field, value);
    }

    static ObjectNode put(ObjectNode request, String field, @Nullable Integer value) {
        return value == null ? request : request.put(field, value);
    }

    static ObjectNode put(ObjectNode request, String field, @Nullable Double value) {
        return value == null ? request : request.put(field, value);
    }

    static ObjectNode put(ObjectNode request, String field, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(request.putArray(field)::add);
        }
        return request;
    }

    static ObjectNode putFlag(ObjectNode request, String field, boolean value) {
        return value ? request.put(field, true) : request;
    }

    static ObjectNode putJson(ObjectNode request, String field, @Nullable String json) {
        return json == null ? request : request.set(field, parse(field, json));
    }

    private static JsonNode parse(String field, String json) {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw Refusal.invalid(field, "is not JSON: " + json,
                    "Give a JSON object in single quotes, for instance '{\"ticket\": 7}'.");
        }
    }
}
