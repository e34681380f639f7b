package dev.mimo.call;

import dev.mimo.json.ByteSize;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.refusal.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The shapes of plain values, lists and maps.
public final class Shapes {
    private Shapes() {}

    /// Any text: for answers.
    public static Shape<String> text() {
        return new TextShape(TextShape.Bounds.NONE, null);
    }

    /// A text that is not blank and has at most so many bytes of UTF-8, whatever it is written in. Its schema counts
    /// characters, so a sentence must say that bytes count.
    public static Shape<String> longText(int bytesMax) {
        return new TextShape(new TextShape.Bounds(1, bytesMax), null).within(bytesMax);
    }

    /// A text that is not blank and has at most so many characters, counted as code points.
    public static Shape<String> text(int charsMax) {
        return new TextShape(new TextShape.Bounds(1, charsMax), null);
    }

    /// As `text`, of a form.
    public static Shape<String> text(int charsMax, TextShape.Form form) {
        return new TextShape(new TextShape.Bounds(1, charsMax), form);
    }

    /// One of the constants, written in lower case and with hyphens.
    public static <E extends Enum<E>> Shape<E> choice(Class<E> of) {
        return new ChoiceShape<>(EnumSet.allOf(of));
    }

    /// An RFC 3339 time with its zone.
    public static Shape<Instant> time() {
        return new TimeShape();
    }

    /// A whole number from 0 on: for answers.
    public static Shape<Long> count() {
        return new WholeNumberShape(0, Long.MAX_VALUE);
    }

    /// A whole number within bounds, both included; `5.0` is one, as in JSON Schema.
    public static Shape<Integer> integer(int min, int max) {
        return new WholeNumberShape(min, max).as(Long::intValue, Integer::longValue);
    }

    /// A number within bounds, both included.
    public static Shape<Double> number(double min, double max) {
        return new NumberShape(min, max);
    }

    /// A number as it was measured, written with four digits: for answers.
    public static Shape<Double> measured() {
        return new NumberShape(-Double.MAX_VALUE, Double.MAX_VALUE).as(value -> value,
                value -> Math.rint(value * 10_000) / 10_000);
    }

    public static Shape<Boolean> bool() {
        return new BooleanShape();
    }

    /// A JSON object of whatever kind, as text of at most so many bytes. A schema cannot say so: a sentence must.
    public static Shape<String> objectText(int bytesMax) {
        return new ObjectTextShape(bytesMax);
    }

    /// A list of at most so many items.
    public static <E> Shape<List<E>> list(Shape<E> item, int itemsMax) {
        return new ListShape<>(item, 0, itemsMax, false);
    }

    /// A list of whatever length: for answers.
    public static <E> Shape<List<E>> list(Shape<E> item) {
        return new ListShape<>(item, 0, Integer.MAX_VALUE, false);
    }

    /// A list of at least one item, and at most so many.
    public static <E> Shape<List<E>> someOf(Shape<E> item, int itemsMax) {
        return new ListShape<>(item, 1, itemsMax, false);
    }

    /// A list that is the point of its request: at least one item, and too many of them are too large a request.
    public static <E> Shape<List<E>> batch(Shape<E> item, int itemsMax) {
        return new ListShape<>(item, 1, itemsMax, true);
    }

    /// Values by name: for answers.
    public static <V> Shape<Map<String, V>> map(Shape<V> value) {
        return new MapShape<>(value);
    }

    private record ChoiceShape<E extends Enum<E>>(Set<E> constants) implements Shape<E> {
        @Override
        public @Nullable E read(JsonNode value, Reading at) {
            for (E constant : constants) {
                if (value.isString() && name(constant).equals(value.stringValue())) {
                    return constant;
                }
            }
            return at.problem("must be one of "
                    + String.join(", ", constants.stream().map(ChoiceShape::name).toList()));
        }

        @Override
        public JsonNode write(E value) {
            return StringNode.valueOf(name(value));
        }

        @Override
        public ObjectNode schema(SchemaWriter writer) {
            ObjectNode schema = Json.object().put("type", "string");
            ArrayNode names = schema.putArray("enum");
            constants.forEach(constant -> names.add(name(constant)));
            return schema;
        }

        private static String name(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private record TimeShape() implements Shape<Instant> {
        @Override
        public @Nullable Instant read(JsonNode value, Reading at) {
            Instant time = value.isString() ? Rfc3339.read(value.stringValue()) : null;
            return time == null ? at.problem("must be an RFC 3339 time with a zone, like 2026-11-23T12:00:00Z") : time;
        }

        @Override
        public JsonNode write(Instant value) {
            return StringNode.valueOf(value.toString());
        }

        @Override
        public ObjectNode schema(SchemaWriter writer) {
            ObjectNode schema = Json.object().put("type", "string").put("format", "date-time");
            return writer.closed() ? schema.put("pattern", Rfc3339.PATTERN) : schema;
        }
    }

    private record WholeNumberShape(long min, long max) implements Shape<Long> {
        @Override
        public @Nullable Long read(JsonNode value, Reading at) {
            if (value.isNumber() && Double.isFinite(value.doubleValue()) && value.doubleValue() >= min
                    && value.doubleValue() <= max) {
                BigDecimal exact = value.decimalValue();
                BigDecimal whole = exact.setScale(0, RoundingMode.DOWN);
                if (exact.compareTo(whole) == 0 && whole.compareTo(BigDecimal.valueOf(min)) >= 0
                        && whole.compareTo(BigDecimal.valueOf(max)) <= 0) {
                    return whole.longValueExact();
                }
            }
            return at.problem("must be a whole number " + (max == Long.MAX_VALUE
                    ? "of at least " + min
                    : "from " + min + " to " + max));
        }

        @Override
        public JsonNode write(Long value) {
            return value == value.intValue() ? IntNode.valueOf(value.intValue()) : LongNode.valueOf(value);
        }

        @Override
        public ObjectNode schema(SchemaWriter writer) {
            ObjectNode schema = Json.object().put("type", "integer").put("minimum", min);
            return max == Long.MAX_VALUE ? schema : schema.put("maximum", max);
        }

        /// As JSON writes one; `+1` and `01` are none.
        @Override
        public JsonNode ofText(String text) {
            boolean number = text.length() <= 18 && text.matches("-?(0|[1-9][0-9]*)");
            return number ? LongNode.valueOf(Long.parseLong(text)) : StringNode.valueOf(text);
        }
    }

    private record NumberShape(double min, double max) implements Shape<Double> {
        @Override
        public @Nullable Double read(JsonNode value, Reading at) {
            // written so that NaN is outside
            if (value.isNumber() && value.doubleValue() >= min && value.doubleValue() <= max) {
                return value.doubleValue();
            }
            return at.problem(max == Double.MAX_VALUE
                    ? "must be a number"
                    : "must be a number from " + plain(min) + " to " + plain(max));
        }

        @Override
        public JsonNode write(Double value) {
            return DoubleNode.valueOf(value);
        }

        @Override
        public ObjectNode schema(SchemaWriter writer) {
            ObjectNode schema = Json.object().put("type", "number");
            return max == Double.MAX_VALUE ? schema : schema.put("minimum", min).put("maximum", max);
        }

        @Override
        public JsonNode ofText(String text) {
            boolean number = text.length() <= 30 && text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
            return number ? DoubleNode.valueOf(Double.parseDouble(text)) : StringNode.valueOf(text);
        }

        private static String plain(double number) {
            return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
        }
    }

    private record BooleanShape() implements Shape<Boolean> {
        @Override
        public @Nullable Boolean read(JsonNode value, Reading at) {
            return value.isBoolean() ? (Boolean) value.booleanValue() : at.problem("must be true or false");
        }

        @Override
        public JsonNode write(Boolean value) {
            return BooleanNode.valueOf(value);
        }

        @Override
        public ObjectNode schema(SchemaWriter writer) {
            return Json.object().put("type", "boolean");
        }

        @Override
        public JsonNode ofText(String text) {
            return text.equals("true") || text.equals("false")
                    ? BooleanNode.valueOf(text.equals("true"))
                    : StringNode.valueOf(text);
        }
    }

    private record ObjectTextShape(int bytesMax) implements Shape<String> {
        @Override
        public @Nullable String read(JsonNode value, Reading at) {
            return value.isObject()
                    ? TextShape.within(Json.text(value), bytesMax, at)
                    : at.problem("must be an object");
        }

        @Override
        public JsonNode write(String value) {
            return Json.parseObject(value, JsonLimits.defaults());
        }

        @Override
        public ObjectNode schema(SchemaWriter writer) {
            return Json.object().put("type", "object");
        }
    }

    private record ListShape<E>(Shape<E> item, int itemsMin, int itemsMax, boolean batch) implements Shape<List<E>> {
        @Override
        public @Nullable List<E> read(JsonNode value, Reading at) {
            if (!value.isArray() || value.size() < itemsMin) {
                return at.problem(itemsMin > 0 ? "must be a list with at least one item" : "must be a list");
            }
            if (value.size() > itemsMax) {
                return tooMany(value.size(), at);
            }
            int before = at.count();
            List<E> items = new ArrayList<>(value.size());
            for (int i = 0; i < value.size(); i++) {
                E read = item.read(value.get(i), at.item(i));
                if (read != null) {
                    items.add(read);
                }
            }
            return at.count() > before ? null : items;
        }

        private @Nullable List<E> tooMany(int size, Reading at) {
            String problem = "has " + ByteSize.counted(size) + " items; at most " + ByteSize.counted(itemsMax)
                    + " are allowed";
            if (batch) {
                throw Refusal.tooLarge(at.path(), problem + " in one call", "Split it into several calls.");
            }
            return at.problem(problem);
        }

        @Override
        public JsonNode write(List<E> value) {
            ArrayNode array = Json.object().arrayNode(value.size());
            value.forEach(each -> array.add(item.write(each)));
            return array;
        }

        @Override
        public ObjectNode schema(SchemaWriter writer) {
            ObjectNode schema = Json.object().put("type", "array");
            schema.set("items", item.schema(writer));
            if (itemsMin > 0) {
                schema.put("minItems", itemsMin);
            }
            return itemsMax == Integer.MAX_VALUE ? schema : schema.put("maxItems", itemsMax);
        }
    }

    private record MapShape<V>(Shape<V> value) implements Shape<Map<String, V>> {
        @Override
        public @Nullable Map<String, V> read(JsonNode node, Reading at) {
            if (!(node instanceof ObjectNode object)) {
                return at.problem("must be an object");
            }
            int before = at.count();
            Map<String, V> read = new LinkedHashMap<>();
            object.properties().forEach(entry -> {
                V each = value.read(entry.getValue(), at.field(entry.getKey()));
                if (each != null) {
                    read.put(entry.getKey(), each);
                }
            });
            return at.count() > before ? null : read;
        }

        @Override
        public JsonNode write(Map<String, V> values) {
            ObjectNode object = Json.object();
            values.forEach((name, each) -> object.set(name, value.write(each)));
            return object;
        }

        @Override
        public ObjectNode schema(SchemaWriter writer) {
            ObjectNode schema = Json.object().put("type", "object");
            schema.set("additionalProperties", value.schema(writer));
            return schema;
        }
    }
}
