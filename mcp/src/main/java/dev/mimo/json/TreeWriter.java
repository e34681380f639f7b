package dev.mimo.json;

import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// Writes a tree as tokens.
final class TreeWriter {
    private TreeWriter() {}

    static void write(JsonNode node, JsonGenerator out) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                for (Map.Entry<String, JsonNode> property : node.properties()) {
                    out.writeName(property.getKey());
                    write(property.getValue(), out);
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode item : node) {
                    write(item, out);
                }
                out.writeEndArray();
            }
            case STRING -> out.writeString(node.stringValue());
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NUMBER -> number(node, out);
            case NULL, MISSING -> out.writeNull();
            case BINARY, POJO -> throw new IllegalArgumentException("not plain JSON: " + node.getNodeType());
        }
    }

    private static void number(JsonNode node, JsonGenerator out) {
        switch (node.numberType()) {
            case INT -> out.writeNumber(node.intValue());
            case LONG -> out.writeNumber(node.longValue());
            case BIG_INTEGER -> out.writeNumber(node.bigIntegerValue());
            case FLOAT -> out.writeNumber(finite(node.floatValue()));
            case DOUBLE -> out.writeNumber(finite(node.doubleValue()));
            case BIG_DECIMAL -> out.writeNumber(node.decimalValue());
        }
    }

    private static float finite(float number) {
        requireFinite(number);
        return number;
    }

    private static double finite(double number) {
        requireFinite(number);
        return number;
    }

    /// JSON has no NaN; Jackson would write it as the text "NaN", which no reader expects in a number's place.
    private static void requireFinite(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("not a JSON number: " + number);
        }
    }
}
