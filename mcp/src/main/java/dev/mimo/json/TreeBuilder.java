package dev.mimo.json;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Builds a tree from tokens, and notes the first thing in it that two readers could understand in two ways or that
/// cannot be stored. It builds on after that, so that the rest can still be looked at.
final class TreeBuilder {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final JsonLimits limits;
    private @Nullable JsonFault fault;

    private final BooleanSupplier full;

    /// The tree would be larger than was asked for. It is thrown at the beginning of a value, so that what is left of
    /// the tree can be passed over.
    static final class OverflowException extends RuntimeException {
        OverflowException() {
            super(null, null, false, false);
        }
    }

    private TreeBuilder(JsonParser parser, JsonLimits limits) {
        this(parser, limits, () -> false);
    }

    /// @param full whether enough was read; asked before each value
    TreeBuilder(JsonParser parser, JsonLimits limits, BooleanSupplier full) {
        this.parser = parser;
        this.limits = limits;
        this.full = full;
    }

    /// The first fault so far; absent when there is none. What is at fault is missing from the tree, or made harmless.
    @Nullable
    JsonFault fault() {
        return fault;
    }

    /// The value that begins at the parser's token, read to its end.
    ///
    /// @throws JacksonException when it is no JSON
    /// @throws OverflowException when there is too much of it
    JsonNode value() {
        return value(1);
    }

    /// The one value that the parser yields, read to its end.
    static JsonReading read(JsonParser parser, JsonLimits limits) {
        TreeBuilder builder = new TreeBuilder(parser, limits);
        try {
            if (parser.nextToken() == null) {
                return new JsonReading.Broken(JsonFault.ofWhole("is empty", "Send a JSON object."));
            }
            JsonNode root = builder.value(1);
            boolean more = parser.nextToken() != null;
            return more
                    ? builder.broken(JsonFault.ofWhole("goes on after the end of the JSON value",
                            "Send one value only."))
                    : new JsonReading.Tree(root, builder.fault);
        } catch (StreamConstraintsException _) {
            return builder.broken(builder.tooLong());
        } catch (JacksonException malformed) {
            return builder.broken(malformed(builder.path(), malformed));
        }
    }

    /// What was noted comes first in the text.
    private JsonReading broken(JsonFault last) {
        return new JsonReading.Broken(fault == null ? last : fault);
    }

    private JsonNode value(int depth) {
        if (full.getAsBoolean()) {
            throw new OverflowException();
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> depth > limits.depthMax() ? tooDeep() : object(depth);
            case START_ARRAY -> depth > limits.depthMax() ? tooDeep() : array(depth);
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
            noteLength(name.length(), limits.nameCharsMax());
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
        note("is nested deeper than " + limits.depthMax() + " levels", "Flatten the structure.");
        parser.skipChildren();
        return NODES.nullNode();
    }

    private JsonNode integer() {
        noteLength(parser.getStringLength(), limits.numberCharsMax());
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonNode decimal() {
        noteLength(parser.getStringLength(), limits.numberCharsMax());
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

    private void noteLength(int chars, int max) {
        if (chars > max && fault == null) {
            fault = tooLong();
        }
    }

    private void note(String problem, String remedy) {
        if (fault == null) {
            fault = JsonFault.at(path(), problem, remedy);
        }
    }

    /// What is wrong with a text that is no JSON.
    static JsonFault malformed(String path, JacksonException malformed) {
        return JsonFault.at(path, "is not valid JSON" + at(malformed.getLocation()) + ": " + said(malformed),
                "Correct the JSON.");
    }

    private JsonFault tooLong() {
        return JsonFault.at(path(), "has a number or a name that is too long", "Shorten it.");
    }

    private String path() {
        return FieldPath.of(parser.streamReadContext());
    }

    private static String at(@Nullable TokenStreamLocation where) {
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
