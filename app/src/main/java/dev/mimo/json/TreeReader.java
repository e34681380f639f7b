package dev.mimo.json;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Builds a tree from tokens, and says which field is at fault.
final class TreeReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final int depthMax;

    TreeReader(JsonParser parser, int depthMax) {
        this.parser = parser;
        this.depthMax = depthMax;
    }

    JsonNode read() {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw Refusal.invalid("body", "is empty", "Send a JSON object.");
            }
            JsonNode node = value(first, 1);
            if (parser.nextToken() != null) {
                throw Refusal.invalid("body", "goes on after the end of the JSON value", "Send one value only.");
            }
            return node;
        } catch (StreamConstraintsException beyond) {
            throw refused("has a number or a name that is too long", "Shorten it.");
        } catch (JacksonException malformed) {
            throw refused("is not valid JSON" + at(malformed.getLocation()) + ": " + said(malformed),
                    "Correct the JSON.");
        }
    }

    private JsonNode value(JsonToken token, int depth) {
        return switch (token) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> NODES.stringNode(clean(parser.getString()));
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
        requireDepth(depth);
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = clean(parser.currentName());
            if (object.has(name)) {
                throw refused("is given twice", "Give each field once.");
            }
            object.set(name, value(next(), depth + 1));
        }
        return object;
    }

    private ArrayNode array(int depth) {
        requireDepth(depth);
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            array.add(value(token, depth + 1));
        }
        return array;
    }

    private JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw refused("ends too soon", "Send the whole JSON.");
        }
        return token;
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
            throw refused("is a number beyond every finite one", "Send a number of at most 1.7e308.");
        }
        return NODES.numberNode(number);
    }

    private void requireDepth(int depth) {
        if (depth > depthMax) {
            throw refused("is nested deeper than " + depthMax + " levels", "Flatten the structure.");
        }
    }

    /// A NUL ends strings early in other programs, and half a surrogate pair has no UTF-8: neither is stored.
    private String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw refused("holds a NUL character", "Remove the character U+0000.");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw refused("holds half of a surrogate pair", "Send whole Unicode characters.");
                }
                i++;
            }
        }
        return text;
    }

    private RefusedException refused(String problem, String remedy) {
        return Refusal.invalid(FieldPath.of(parser.streamReadContext()), problem, remedy);
    }

    private static String at(TokenStreamLocation where) {
        return where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    private static String said(JacksonException malformed) {
        String message = plain(malformed.getOriginalMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /// Without what the library says of itself.
    private static String plain(String message) {
        return message.replaceAll("(?s)\\s*\\(?(start marker )?at \\[Source.*", "")
                .replaceAll(": enable `[^`]*` to allow", "").strip();
    }
}
