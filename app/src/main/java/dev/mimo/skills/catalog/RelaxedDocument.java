package dev.mimo.skills.catalog;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// Configuration files as other clients write them: JSON with comments and trailing commas, or TOML.
final class RelaxedDocument {
    private RelaxedDocument() {}

    /// @throws IllegalArgumentException in words that name the line, when it is neither
    static ObjectNode read(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        ObjectMapper mapper = isJson(plain) ? json() : new TomlMapper();
        try {
            JsonNode tree = mapper.readTree(plain.isBlank() ? "{}" : plain);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("it is no object of skills");
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage().lines().findFirst().orElse("it cannot be read")
                    + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"), e);
        }
    }

    /// TOML begins with a table or a key, JSON with a brace or a comment.
    private static boolean isJson(String text) {
        String start = text.stripLeading();
        return start.isEmpty() || start.startsWith("{") || start.startsWith("/");
    }

    private static ObjectMapper json() {
        return JsonMapper.builder(JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build()).build();
    }
}
