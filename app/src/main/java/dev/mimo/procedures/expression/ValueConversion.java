package dev.mimo.procedures.expression;

import dev.mimo.json.Json;
import dev.mimo.procedures.expression.tree.JsonNull;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as values of the language, and back.
final class ValueConversion {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ValueConversion() {}

    static @Nullable Object fromJson(JsonNode node, FunctionCalls calls) {
        calls.charge(1);
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> object = ExpressionEvaluator.object();
                node.properties().forEach(field -> put(object, field.getKey(), fromJson(field.getValue(), calls)));
                yield object;
            }
            case ARRAY -> {
                ValueList list = new ValueList();
                for (JsonNode each : node) {
                    Object value = fromJson(each, calls);
                    if (value != null) {
                        list.add(value);
                    }
                }
                yield list;
            }
            case STRING -> node.asString();
            case NUMBER -> node.isIntegralNumber() && node.canConvertToLong()
                    ? (Object) node.longValue()
                    : (Object) node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case NULL -> JsonNull.NULL;
            case MISSING, BINARY, POJO -> null;
        };
    }

    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        if (value != null) {
            object.put(name, value);
        }
    }

    /// @return absent where there is no value
    static @Nullable JsonNode toJson(@Nullable Object value, FunctionCalls calls) {
        calls.charge(1);
        return switch (value) {
            case null -> null;
            case ExpressionFunction _ -> null;
            case String text -> NODES.stringNode(text);
            case Long number -> NODES.numberNode(number);
            case Number number -> {
                double finite = Values.finite(number);
                yield finite == 0 ? NODES.numberNode(0) : DoubleNode.valueOf(finite);
            }
            case Boolean yes -> NODES.booleanNode(yes);
            case List<?> list -> {
                ArrayNode array = Json.array();
                for (Object each : list) {
                    JsonNode node = toJson(each, calls);
                    if (node != null) {
                        array.add(node);
                    }
                }
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = Json.object();
                map.forEach((name, each) -> {
                    JsonNode node = toJson(each, calls);
                    if (node != null) {
                        object.set((String) name, node);
                    }
                });
                yield object;
            }
            default -> NODES.nullNode();
        };
    }
}
