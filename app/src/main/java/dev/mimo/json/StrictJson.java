package dev.mimo.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads messages whose sender must be answered even when they are declined; `Json` reads everything else.
///
/// It tells text that is no JSON at all from JSON that we decline (a name given twice, half of a surrogate
/// pair, nesting beyond the bound, a number beyond the range of a double): the latter still yields its tree, so that
/// the answer can carry the id that stands in it. Safe for use by several threads.
public final class StrictJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // names come from strangers: interned, they would stay for the life of the process
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .build();

    private StrictJson() {}

    /// What a text turned out to be.
    public sealed interface Reading {}

    /// JSON.
    ///
    /// @param fault why it is declined, if it is; the tree then lacks what was at fault
    public record Tree(JsonNode root, @Nullable Fault fault) implements Reading {}

    /// No JSON, or not UTF-8.
    public record Broken(String problem) implements Reading {}

    /// @param path where, with dots between names; empty for the top
    public record Fault(String path, String problem) {}

    /// @param depthMax how deep arrays and objects may nest, at least 1
    public static Reading read(byte[] utf8, int depthMax) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException _) {
            return new Broken("the bytes are not UTF-8");
        }
        return read(text, depthMax);
    }

    /// @param depthMax how deep arrays and objects may nest, at least 1
    public static Reading read(String text, int depthMax) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return new Broken("there is no text");
            }
            Builder builder = new Builder(parser, depthMax);
            JsonNode root = builder.value("", 1);
            if (parser.nextToken() != null) {
                return new Broken("there is more text after the value");
            }
            return new Tree(root, builder.fault);
        } catch (JacksonException e) {
            String where = e.getLocation() == null ? "" : " (at character " + e.getLocation().getCharOffset() + ")";
            return new Broken("the text is not JSON" + where);
        }
    }

    private static String wellFormed(String text) {
        return isWellFormed(text) ? text : new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /// Builds the tree of one text, noting the first fault.
    private static final class Builder {
        private final JsonParser parser;
        private final int depthMax;
        private @Nullable Fault fault;

        private Builder(JsonParser parser, int depthMax) {
            this.parser = parser;
            this.depthMax = depthMax;
        }

        private JsonNode value(String path, int depth) {
            JsonToken token = parser.currentToken();
            if (token == null) {
                return NODES.missingNode();
            }
            return switch (token) {
                case START_OBJECT -> depth > depthMax ? tooDeep(path) : object(path, depth);
                case START_ARRAY -> depth > depthMax ? tooDeep(path) : array(path, depth);
                case VALUE_STRING -> NODES.stringNode(checked(path, parser.getString()));
                case VALUE_NUMBER_INT -> integer();
                case VALUE_NUMBER_FLOAT -> decimal(path);
                case VALUE_TRUE -> NODES.booleanNode(true);
                case VALUE_FALSE -> NODES.booleanNode(false);
                case VALUE_NULL -> NODES.nullNode();
                case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value begins with " + token);
            };
        }

        private ObjectNode object(String path, int depth) {
            ObjectNode object = NODES.objectNode();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = checked(path, parser.currentName());
                String inner = path.isEmpty() ? name : path + "." + name;
                parser.nextToken();
                JsonNode value = value(inner, depth + 1);
                if (object.has(name)) {
                    fault(inner, "is given twice");
                } else {
                    object.set(name, value);
                }
            }
            return object;
        }

        private ArrayNode array(String path, int depth) {
            ArrayNode array = NODES.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(path + "[" + array.size() + "]", depth + 1));
            }
            return array;
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
            if (Double.isInfinite(number)) {
                fault(path, "is a number out of range");
                return NODES.nullNode();
            }
            return NODES.numberNode(number);
        }

        private JsonNode tooDeep(String path) {
            parser.skipChildren();
            fault(path, "nests deeper than " + depthMax + " levels");
            return NODES.nullNode();
        }

        private String checked(String path, String text) {
            if (!isWellFormed(text)) {
                fault(path, "holds half of a surrogate pair");
                return wellFormed(text);
            }
            return text;
        }

        private void fault(String path, String problem) {
            if (fault == null) {
                fault = new Fault(path.length() > 200 ? path.substring(0, 200) + "…" : path, problem);
            }
        }
    }
}
