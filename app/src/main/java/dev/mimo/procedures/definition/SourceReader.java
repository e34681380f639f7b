package dev.mimo.procedures.definition;

import dev.mimo.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads a text in YAML 1.2 or JSON to a tree of at most 64 levels. References (`*name`) are declined, so that a small
/// text is never a large tree; so are names given twice and everything after the first document.
final class SourceReader {
    static final int BYTES_MAX = 1 << 20;
    private static final int DEPTH_MAX = 64;
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX)
            .maxNumberLength(100).maxNameLength(512).maxStringLength(BYTES_MAX).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final Map<String, Integer> lines = new HashMap<>();
    private @Nullable String fault;
    private String faultPath = "";

    private SourceReader(JsonParser parser) {
        this.parser = parser;
    }

    /// @throws UnreadableSourceException when it is no YAML or JSON, or past the bounds
    static SourceDocument read(byte[] utf8) {
        if (utf8.length > BYTES_MAX) {
            throw new UnreadableSourceException("", 1, "is larger than 1 MiB");
        }
        String text = decoded(utf8);
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        TokenStreamFactory factory = plain.stripLeading().startsWith("{")
                ? JsonFactory.builder().streamReadConstraints(LIMITS)
                        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES).build()
                : YAMLFactory.builder().streamReadConstraints(LIMITS)
                        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES).build();
        SourceReader reader = null;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), plain)) {
            reader = new SourceReader(parser);
            return reader.document();
        } catch (JacksonException malformed) {
            int line = malformed.getLocation() == null ? 1 : Math.max(1, malformed.getLocation().getLineNr());
            throw new UnreadableSourceException("", line, "is neither YAML nor JSON: " + said(malformed));
        }
    }

    private static String decoded(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException _) {
            throw new UnreadableSourceException("", 1, "is not valid UTF-8");
        }
    }

    private static String said(JacksonException malformed) {
        String message = malformed.getOriginalMessage();
        return (message == null ? "malformed" : message).lines().findFirst().orElse("malformed")
                .replaceAll("\\s*\\(?(start marker )?at \\[Source.*", "");
    }

    private SourceDocument document() {
        if (parser.nextToken() == null) {
            throw new UnreadableSourceException("", 1, "is empty");
        }
        JsonNode root = value("");
        if (parser.nextToken() != null) {
            note("", "goes on after the end of the definition");
        }
        if (fault != null) {
            throw new UnreadableSourceException(faultPath, lines.getOrDefault(faultPath, 1), fault);
        }
        return new SourceDocument(root, lines);
    }

    private void note(String path, String problem) {
        if (fault == null) {
            fault = problem;
            faultPath = path;
            lines.put(path, Math.max(1, parser.currentTokenLocation().getLineNr()));
        }
    }

    private JsonNode value(String path) {
        lines.putIfAbsent(path, Math.max(1, parser.currentTokenLocation().getLineNr()));
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            note(path, "is a reference (*), which is not read here: write the value out");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case VALUE_STRING -> NODES.stringNode(sound(parser.getString(), path));
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal(path);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> {
                note(path, "is of a kind that JSON does not have");
                yield NODES.nullNode();
            }
        };
    }

    private JsonNode integer() {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonNode decimal(String path) {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            note(path, "is no finite number");
            return NODES.nullNode();
        }
        return NODES.numberNode(number);
    }

    private String sound(String text, String path) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                note(path, "holds a NUL character or half of a surrogate pair");
                return "";
            }
            i += pair ? 1 : 0;
        }
        return text;
    }

    private ObjectNode object(String path) {
        ObjectNode object = Json.object();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = sound(parser.currentName(), path);
            String inner = path.isEmpty() ? name : path + "." + name;
            int line = Math.max(1, parser.currentTokenLocation().getLineNr());
            if (object.has(name)) {
                note(inner, "is given twice");
            }
            lines.put(inner, line);
            parser.nextToken();
            object.set(name, value(inner));
        }
        return object;
    }

    private ArrayNode array(String path) {
        ArrayNode array = Json.array();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(path + "[" + array.size() + "]"));
        }
        return array;
    }
}
