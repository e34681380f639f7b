package dev.mimo.call;

import dev.mimo.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Makes documents out of a JSON Schema, and others out of those by changing something somewhere: near misses, which
/// find a reader that accepts less or more than it says.
public final class SchemaDocuments {
    private static final List<String> TEXTS = List.of("x", "tea", " ", "", "\t", "\u00a0", "\u3000", "\u001c", "a b",
            "-", "é", "🍃", "default", "namespaces", "user", "2026-01-01T00:00:00Z", "2026-02-30T00:00:00Z",
            "2026-01-01", "2026-01-01T00:00:00", "2026-01-01t00:00:00z", "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:00.123456789123Z", "2026-01-01T00:00:00+01:00", "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z", "2016-12-31T23:59:60Z", "2026-01-01T00:00Z", "+12026-01-01T00:00:00Z", "true", "5");
    private static final List<JsonNode> ANYTHING = List.of(NullNode.getInstance(), IntNode.valueOf(0),
            IntNode.valueOf(-1), IntNode.valueOf(5), IntNode.valueOf(Integer.MAX_VALUE), DoubleNode.valueOf(5.0),
            DoubleNode.valueOf(0.5), DoubleNode.valueOf(-0.0), DoubleNode.valueOf(1e300), DoubleNode.valueOf(10.0),
            JsonNodeFactory.instance.numberNode(99_999_999_999L),
            JsonNodeFactory.instance.numberNode(new java.math.BigInteger("99999999999999999999")),
            JsonNodeFactory.instance.booleanNode(true), JsonNodeFactory.instance.arrayNode(),
            JsonNodeFactory.instance.arrayNode().add("x"), JsonNodeFactory.instance.arrayNode().addNull(),
            Json.object(), Json.object().put("x", 1), StringNode.valueOf("x"));

    private final JsonNode root;
    private final Random random;

    /// @param root where references lead from
    public SchemaDocuments(JsonNode root, Random random) {
        this.root = root;
        this.random = random;
    }

    /// A document that the schema may well accept.
    public JsonNode like(JsonNode schema) {
        JsonNode resolved = resolve(schema);
        if (resolved.has("anyOf") && !resolved.has("type")) {
            JsonNode either = resolved.path("anyOf");
            return like(either.get(random.nextInt(either.size())));
        }
        if (resolved.has("enum")) {
            JsonNode constants = resolved.path("enum");
            return constants.get(random.nextInt(constants.size()));
        }
        return switch (type(resolved)) {
            case "object" -> object(resolved);
            case "array" -> array(resolved);
            case "string" -> StringNode.valueOf(text(resolved));
            case "integer" -> IntNode.valueOf(between(resolved.path("minimum").asInt(0),
                    resolved.path("maximum").asInt(100)));
            case "number" -> DoubleNode.valueOf(resolved.path("minimum").asDouble(0)
                    + random.nextDouble()
                            * (resolved.path("maximum").asDouble(1) - resolved.path("minimum").asDouble(0)));
            case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            default -> NullNode.getInstance();
        };
    }

    /// The document with one to three things changed.
    public JsonNode mutated(JsonNode document) {
        JsonNode changed = document.deepCopy();
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed = change(changed);
        }
        return changed;
    }

    private JsonNode change(JsonNode node) {
        if (node instanceof ObjectNode object && !object.isEmpty() && random.nextInt(10) > 0) {
            List<String> names = new ArrayList<>(object.propertyNames());
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + "s", anything());
                case 2 -> object.set(name, anything());
                default -> object.set(name, change(object.path(name)));
            }
            return object;
        }
        if (node instanceof ArrayNode array && random.nextInt(4) > 0) {
            switch (random.nextInt(3)) {
                case 0 -> array.removeAll();
                case 1 -> array.add(anything());
                default -> {
                    if (!array.isEmpty()) {
                        int at = random.nextInt(array.size());
                        array.set(at, change(array.get(at)));
                    }
                }
            }
            return array;
        }
        if (node.isString() && random.nextInt(3) == 0) {
            return StringNode.valueOf(node.stringValue().repeat(1 + random.nextInt(400)));
        }
        return anything();
    }

    private JsonNode anything() {
        return random.nextInt(3) == 0
                ? StringNode.valueOf(TEXTS.get(random.nextInt(TEXTS.size())))
                : ANYTHING.get(random.nextInt(ANYTHING.size())).deepCopy();
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = Json.object();
        schema.path("properties").properties().forEach(property -> {
            boolean required = schema.path("required").valueStream()
                    .anyMatch(each -> each.asString("").equals(property.getKey()));
            if (required || random.nextInt(3) == 0) {
                object.set(property.getKey(), like(property.getValue()));
            }
        });
        return object;
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode array = Json.array();
        for (int i = between(schema.path("minItems").asInt(0), 3); i > 0; i--) {
            array.add(like(schema.path("items")));
        }
        return array;
    }

    private String text(JsonNode schema) {
        if (schema.path("format").asString("").equals("date-time") && random.nextInt(4) > 0) {
            return String.format("%04d-%02d-%02dT%02d:%02d:%02dZ", between(1, 9999), between(1, 12), between(1, 28),
                    between(0, 23), between(0, 59), between(0, 59));
        }
        if (random.nextInt(8) == 0 && schema.path("maxLength").asInt(1000) < 300) {
            return "x".repeat(schema.path("maxLength").asInt(1) + random.nextInt(2));
        }
        return random.nextInt(3) == 0 ? TEXTS.get(random.nextInt(TEXTS.size())) : "tea" + random.nextInt(100);
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(random.nextInt(type.size())).asString("") : type.asString("null");
    }

    private JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.path("$ref").stringValue().substring(1)) : schema;
    }

    private int between(int min, int max) {
        return min + random.nextInt(Math.max(1, Math.min(max, min + 1_000_000) - min + 1));
    }
}
