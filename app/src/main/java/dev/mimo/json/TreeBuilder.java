package dev.mimo.json;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Builds a tree from tokens, and notes the first thing in it that two readers could understand in two ways or that
/// cannot be stored. It builds on after that, so that the rest can still be looked at.
final class TreeBuilder {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final int depthMax;
    private final BooleanSupplier full;
    private @Nullable Fault fault;

    /// @param path where, as `FieldPath` says it
    /// @param problem completes "the field …"
    record Fault(String path, String problem, String remedy) {}

    /// The tree would be larger than was asked for. It is thrown at the beginning of a value, so that what is left of
    /// the tree can be passed over.
    static final class Overflow extends RuntimeException {
        Overflow() {
            super(null, null, false, false);
        }
    }

    TreeBuilder(JsonParser parser, int depthMax) {
        this(parser, depthMax, () -> false);
    }

    /// @param full whether enough was read; asked before each value
    TreeBuilder(JsonParser parser, int depthMax, BooleanSupplier full) {
        this.parser = parser;
        this.depthMax = depthMax;
        this.full = full;
    }

    /// The first fault so far; absent when there is none. What is at fault is missing from the tree, or made harmless.
    @Nullable
    Fault fault() {
        return fault;
    }

    /// The value that begins at the parser's token, read to its end.
    ///
    /// @throws tools.jackson.core.JacksonException when it is no JSON
    /// @throws Overflow when there is too much of it
    JsonNode value() {
        return value(1);
    }

    private JsonNode value(int depth) {
        if (full.getAsBoolean()) {
            throw new Overflow();
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> depth > depthMax ? tooDeep() : object(depth);
            case START_ARRAY -> depth > depthMax ? tooDeep() : array(depth);
            case VALUE_STRING -> NODES.stringNode(checked(parser.getString()));
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("a JSON value cannot begin with " + token);
        };
    }

    private ObjectNode object(int depth) {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = checked(parser.currentName());
            boolean again = object.has(name);
            if (again) {
                note("is given twice", "Give each field once.");
            }
            parser.nextToken();
            JsonNode value = value(depth + 1);
            if (!again) {
                object.set(name, value);
            }
        }
        return object;
    }

    private ArrayNode array(int depth) {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(depth + 1));
        }
        return array;
    }

    private JsonNode tooDeep() {
        note("is nested deeper than " + depthMax + " levels", "Flatten the structure.");
        parser.skipChildren();
        return NODES.nullNode();
    }

    private JsonNode integer() {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonNode decimal() {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            note("is a number beyond every finite one", "Send a number of at most 1.7e308.");
            return NODES.nullNode();
        }
        return NODES.numberNode(number);
    }

    /// A NUL ends strings early in other programs, and half a surrogate pair has no UTF-8: neither is stored.
    private String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                note("holds a NUL character", "Remove the character U+0000.");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    note("holds half of a surrogate pair", "Send whole Unicode characters.");
                    return text.replaceAll("\\p{Cs}", "\uFFFD");
                }
                i++;
            }
        }
        return text;
    }

    private void note(String problem, String remedy) {
        if (fault == null) {
            fault = new Fault(FieldPath.of(parser.streamReadContext()), problem, remedy);
        }
    }
}
