package dev.mimo.memory.transfer.format;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Looks into JSON of strangers, where anything may be missing or of another type.
final class JsonParts {
    private JsonParts() {}

    /// The text under the first of the names that has one which is not blank.
    static @Nullable String text(JsonNode object, String... names) {
        for (String name : names) {
            JsonNode value = object.get(name);
            if (value != null && value.isString() && !value.stringValue().isBlank()) {
                return value.stringValue();
            }
        }
        return null;
    }

    /// The same, or another text when there is none.
    static String textOr(String otherwise, JsonNode object, String... names) {
        return Objects.requireNonNullElse(text(object, names), otherwise);
    }
}
