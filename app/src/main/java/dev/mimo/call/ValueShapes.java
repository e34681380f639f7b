package dev.mimo.call;

import dev.mimo.json.ByteSize;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.refusal.Refusal;
import dev.mimo.terms.OffsetTimes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
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
public final class ValueShapes {
    /// Times as RFC 3339 writes them (`date-time`). Left out is what validators of that format do not agree on: leap
    /// seconds, more than nine digits behind the second, offsets of eighteen hours and more. For a schema, beside its
    /// `format`, which says that the day exists.
    private static final String TIME_PATTERN = "^\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:[0-5]\\d(\\.\\d{1,9})?"
            + "([Zz]|[+-](0\\d|1[0-7]):[0-5]\\d)$";
    private static final Pattern TIME = Pattern.compile(TIME_PATTERN);
    /// Such a time, or a day alone. Written so that it says itself which days exist: no `format` is both.
    private static final String MOMENT_PATTERN = "^(\\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])"
            + "|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))"
            + "|(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)"
            + "([Tt]([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?([Zz]|[+-](0\\d|1[0-7]):[0-5]\\d))?$";
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final int ANY = Integer.MAX_VALUE;

    private ValueShapes() {}

    /// Any text: for answers.
    public static Shape<String> text() {
        return new TextShape(0, ANY, ANY, null);
    }

    /// A text that is not blank and has at most so many bytes of UTF-8, whatever it is written in. Its schema counts
    /// characters, so a sentence must say that bytes count.
    public static Shape<String> longText(int bytesMax) {
        return new TextShape(1, bytesMax, bytesMax, null);
    }

    /// A text that is not blank and has at most so many characters, counted as code points.
    public static Shape<String> text(int charsMax) {
        return new TextShape(1, charsMax, ANY, null);
    }

    /// As `text`, of a form.
    static Shape<String> text(int charsMax, TextShape.Form form) {
        return new TextShape(1, charsMax, ANY, form);
    }

    /// One of the constants, written in lower case and with hyphens.
    public static <E extends Enum<E>> Shape<E> choice(Class<E> of) {
        Map<String, E> byName = new LinkedHashMap<>();
        for (E constant : EnumSet.allOf(of)) {
            byName.put(name(constant), constant);
        }
        return new ValueShape<>((value, at) -> {
            E constant = byName.get(value.isString() ? value.stringValue() : "");
            return constant == null ? at.problem("must be one of " + String.join(", ", byName.keySet())) : constant;
        }, constant -> StringNode.valueOf(name(constant)), _ -> {
            ObjectNode schema = Json.object().put("type", "string");
            byName.keySet().forEach(schema.putArray("enum")::add);
            return schema;
        });
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// An RFC 3339 time with its zone.
    public static Shape<Instant> time() {
        return offsetTime().as(OffsetDateTime::toInstant, OffsetTimes::utc);
    }

    /// As `time`, or a day alone, which is its beginning in UTC. A model is told of times only, as its dialects know no
    /// pattern for both that is short.
    public static Shape<Instant> moment() {
        Shape<Instant> time = time();
        return new ValueShape<>((value, at) -> {
            Instant day = value.isString() && DAY.matcher(value.stringValue()).matches()
                    ? readDay(value.stringValue())
                    : null;
            return day == null ? time.read(value, at) : day;
        }, time::write, writer -> writer.closed() && !writer.forModels()
                ? Json.object().put("type", "string").put("pattern", MOMENT_PATTERN)
                : time.schema(writer));
    }

    private static @Nullable Instant readDay(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// The same, in the offset in which it is given.
    public static Shape<OffsetDateTime> offsetTime() {
        return new ValueShape<>(ValueShapes::readTime, value -> StringNode.valueOf(OffsetTimes.text(value)), writer -> {
            ObjectNode schema = Json.object().put("type", "string").put("format", "date-time");
            return writer.closed() ? schema.put("pattern", TIME_PATTERN) : schema;
        });
    }

    private static @Nullable OffsetDateTime readTime(JsonNode value, ReadContext at) {
        // the pattern's end is also before a last line break, which no time has
        if (value.isString() && TIME.matcher(value.stringValue()).matches()) {
            try {
                return OffsetDateTime.parse(value.stringValue());
            } catch (DateTimeException _) {
                // a day that there is not
            }
        }
        return at.problem("must be an RFC 3339 time with a zone, like 2026-11-23T12:00:00Z");
    }

    /// A whole number from 0 on: for answers.
    public static Shape<Long> count() {
        return whole(0, Long.MAX_VALUE);
    }

    /// A whole number within bounds, both included; `5.0` is one, as in JSON Schema.
    public static Shape<Integer> integer(int min, int max) {
        return whole(min, max).as(Long::intValue, Integer::longValue);
    }

    private static Shape<Long> whole(long min, long max) {
        String bounds = max == Long.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max;
        return new ValueShape<>((value, at) -> {
            Long whole = isWithin(value, (double) min, (double) max) ? whole(value.decimalValue()) : null;
            return whole == null || whole < min || whole > max
                    ? at.problem("must be a whole number " + bounds)
                    : whole;
        }, value -> value == value.intValue() ? IntNode.valueOf(value.intValue()) : LongNode.valueOf(value), _ -> {
            ObjectNode schema = Json.object().put("type", "integer").put("minimum", min);
            return max == Long.MAX_VALUE ? schema : schema.put("maximum", max);
        }, ValueShapes::ofText);
    }

    /// Absent when it is not whole, or no `long`.
    private static @Nullable Long whole(BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException _) {
            return null;
        }
    }

    /// Written so that NaN is outside.
    private static boolean isWithin(JsonNode value, double min, double max) {
        return value.isNumber() && value.doubleValue() >= min && value.doubleValue() <= max;
    }

    /// A number within bounds, both included.
    public static Shape<Double> number(double min, double max) {
        return number(min, max, "must be a number from " + plain(min) + " to " + plain(max),
                _ -> Json.object().put("type", "number").put("minimum", min).put("maximum", max));
    }

    /// A number as it was measured, written with four digits: for answers.
    public static Shape<Double> measured() {
        return number(-Double.MAX_VALUE, Double.MAX_VALUE, "must be a number", _ -> Json.object().put("type", "number"))
                .as(value -> value, value -> Math.rint(value * 10_000) / 10_000);
    }

    private static Shape<Double> number(double min, double max, String problem,
            Function<SchemaWriter, ObjectNode> describer) {
        return new ValueShape<>(
                (value, at) -> isWithin(value, min, max) ? (Double) value.doubleValue() : at.problem(problem),
                DoubleNode::valueOf, describer, ValueShapes::ofText);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    public static Shape<Boolean> bool() {
        return new ValueShape<>(
                (value, at) -> value.isBoolean() ? (Boolean) value.booleanValue() : at.problem("must be true or false"),
                BooleanNode::valueOf, _ -> Json.object().put("type", "boolean"), ValueShapes::ofText);
    }

    /// A number or a boolean if the text is one as JSON writes it: `+1`, `01` and ` 1` are none.
    private static JsonNode ofText(String text) {
        try {
            JsonNode value = Json.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.defaults());
            if ((value.isNumber() || value.isBoolean()) && text.equals(text.strip())) {
                return value;
            }
        } catch (MalformedJsonException _) {
            // is told by who reads it
        }
        return StringNode.valueOf(text);
    }

    /// A JSON object of whatever kind, as text of at most so many bytes. A schema cannot say so: a sentence must.
    public static Shape<String> objectText(int bytesMax) {
        return new ValueShape<>((value, at) -> value.isObject()
                ? TextShape.within(Json.text(value), bytesMax, at)
                : at.problem("must be an object"),
                value -> Json.parseObject(value, JsonLimits.defaults()), _ -> Json.object().put("type", "object"));
    }

    /// A JSON object of whatever fields, as it is.
    public static Shape<ObjectNode> object() {
        return new ValueShape<>((value, at) -> value instanceof ObjectNode object
                ? object
                : at.problem("must be an object"), value -> value, _ -> Json.object().put("type", "object"));
    }

    /// Any JSON: for answers.
    public static Shape<JsonNode> anything() {
        return new ValueShape<>((value, _) -> value, value -> value, _ -> Json.object());
    }

    /// A list of at most so many items.
    public static <E> Shape<List<E>> list(Shape<E> item, int itemsMax) {
        return new ListShape<>(item, 0, itemsMax, false);
    }

    /// A list of whatever length: for answers.
    public static <E> Shape<List<E>> list(Shape<E> item) {
        return new ListShape<>(item, 0, ANY, false);
    }

    /// A list of at least one item, and at most so many.
    public static <E> Shape<List<E>> someOf(Shape<E> item, int itemsMax) {
        return new ListShape<>(item, 1, itemsMax, false);
    }

    /// A list that is the point of its request: at least one item, and too many of them are too large a request.
    public static <E> Shape<List<E>> batch(Shape<E> item, int itemsMax) {
        return new ListShape<>(item, 1, itemsMax, true);
    }

    private record ListShape<E>(Shape<E> item, int itemsMin, int itemsMax, boolean batch) implements Shape<List<E>> {
        @Override
        public @Nullable List<E> read(JsonNode value, ReadContext at) {
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

        private @Nullable List<E> tooMany(int size, ReadContext at) {
            String problem = "has " + ByteSize.counted(size) + " items; at most " + ByteSize.counted(itemsMax)
                    + " are allowed";
            if (batch) {
                throw Refusal.tooLarge(at.path(), problem + " in one call", "Split it into several calls.");
            }
            return at.problem(problem);
        }

        @Override
        public JsonNode write(List<E> value) {
            ArrayNode array = Json.array();
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
            return itemsMax == ANY ? schema : schema.put("maxItems", itemsMax);
        }
    }

    /// Values by name: for answers.
    public static <V> Shape<Map<String, V>> map(Shape<V> value) {
        return new ValueShape<>((node, at) -> {
            if (!node.isObject()) {
                return at.problem("must be an object");
            }
            int before = at.count();
            Map<String, V> read = new LinkedHashMap<>();
            node.properties().forEach(entry -> {
                V each = value.read(entry.getValue(), at.field(entry.getKey()));
                if (each != null) {
                    read.put(entry.getKey(), each);
                }
            });
            return at.count() > before ? null : read;
        }, values -> {
            ObjectNode object = Json.object();
            values.forEach((name, each) -> object.set(name, value.write(each)));
            return object;
        }, writer -> {
            ObjectNode schema = Json.object().put("type", "object");
            schema.set("additionalProperties", value.schema(writer));
            return schema;
        });
    }
}
