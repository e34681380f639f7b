package dev.mimo.storage;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Lists of strings as JSON text: how tags are stored, and how lists are handed to SQL.
public final class JsonStrings {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {
    };
    private static final String NONE = "[]";

    private JsonStrings() {}

    public static String text(Collection<?> values) {
        return values.isEmpty() ? NONE : MAPPER.writeValueAsString(values);
    }

    /// For a part of a filter: absent when it does not narrow.
    public static @Nullable String anyOf(Collection<String> values) {
        return values.isEmpty() ? null : text(values);
    }

    public static List<String> strings(String text) {
        return text.equals(NONE) ? List.of() : MAPPER.readValue(text, STRINGS);
    }
}
