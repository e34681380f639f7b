package dev.mimo;

import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// `config.yaml`, flattened: `http: {port: 4000}` becomes `http.port` → `4000`; a list, one item a line.
final class ConfigFile {
    private ConfigFile() {}

    /// Empty when there is no file; refuses what is not a YAML mapping of plain values.
    static Map<String, String> read(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            String yaml = Files.readString(file);
            if (!yaml.isBlank()) {
                flatten("", tree(file, yaml), values, file);
            }
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException e) {
            throw Refusal.invalid(file.toString(), "cannot be read as UTF-8 text",
                    "Check that it is a text file that this user may read.");
        }
        return values;
    }

    private static JsonNode tree(Path file, String yaml) {
        YAMLFactory strict = YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        try {
            return YAMLMapper.builder(strict).build().readTree(yaml);
        } catch (JacksonException e) {
            throw Refusal.invalid(file.toString(), "is not valid YAML: " + firstLine(e.getOriginalMessage())
                    + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"),
                    "Correct the line; docs/settings.md has an example.");
        }
    }

    private static void flatten(String key, JsonNode node, Map<String, String> into, Path file) {
        switch (node.getNodeType()) {
            case OBJECT -> node.properties().forEach(field -> flatten(
                    key.isEmpty() ? field.getKey() : key + "." + field.getKey(), field.getValue(), into, file));
            // records are written out again, to be read by whoever knows them
            case ARRAY -> into.put(key, node.valueStream().anyMatch(JsonNode::isObject)
                    ? node.toString()
                    : node.valueStream().map(item -> item.asString("")).collect(Collectors.joining("\n")));
            case STRING, NUMBER, BOOLEAN -> put(key, node.asString(), into, file);
            case NULL -> put(key, "", into, file);
            // a file of comments only
            case MISSING -> {
            }
            case BINARY, POJO -> throw Refusal.invalid(key, "is not text in " + file, "Write it as plain text.");
        }
    }

    private static void put(String key, String text, Map<String, String> into, Path file) {
        if (text.isEmpty()) {
            throw Refusal.invalid(key, "has no value in " + file, "Give it one, or remove the line.");
        }
        into.put(key, text);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
