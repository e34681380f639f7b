package dev.mimo.json;

import dev.mimo.refusal.Bytes;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads one JSON object field by field and gathers every problem, so that a caller learns of all of them at once.
///
/// Absent and `null` are the same. A field that is never asked for is unknown, and a problem that names the field.
/// After the last field, call `done()`: it throws when there was any problem.
public final class JsonFields {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final ObjectNode object;
    private final String prefix;
    private final List<FieldProblem> problems;
    private final Set<String> apart;
    private final TreeSet<String> known = new TreeSet<>();

    private JsonFields(ObjectNode object, String prefix, List<FieldProblem> problems, Set<String> apart) {
        this.object = object;
        this.prefix = prefix;
        this.problems = problems;
        this.apart = apart;
    }

    public static JsonFields of(ObjectNode object) {
        return of(object, Set.of());
    }

    /// @param apart fields that the caller gives elsewhere, as in an address: never offered to one who mistyped another
    public static JsonFields of(ObjectNode object, Set<String> apart) {
        return new JsonFields(object, "", new ArrayList<>(), apart);
    }

    /// Whether there is a field besides those that are given apart.
    public boolean hasAny() {
        return object.propertyNames().stream().anyMatch(name -> !apart.contains(name) && !absent(name));
    }

    /// A string that is not blank and has at most so many characters.
    public @Nullable String text(String name, int charsMax) {
        String value = string(name);
        if (value == null) {
            return null;
        }
        if (value.isBlank()) {
            return problem(name, "must not be blank");
        }
        return value.length() > charsMax
                ? problem(name, "has " + Bytes.counted(value.length()) + " characters; at most "
                        + Bytes.counted(charsMax) + " are allowed")
                : value;
    }

    /// As `text`, and the field must be there; empty text stands in when it is not, until `done()` throws.
    public String requiredText(String name, int charsMax) {
        String value = text(name, charsMax);
        if (value == null && absent(name)) {
            problem(name, "is required");
        }
        return value == null ? "" : value;
    }

    /// A whole number within the bounds.
    public int integer(String name, int absentValue, int min, int max) {
        JsonNode value = value(name);
        if (value == null) {
            return absentValue;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            problem(name, "must be a whole number from " + min + " to " + max);
            return absentValue;
        }
        return value.intValue();
    }

    /// A number within the bounds; absent when the field is.
    public @Nullable Double number(String name, double min, double max) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        // written so that NaN is outside
        if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            return problem(name, "must be a number from " + plain(min) + " to " + plain(max));
        }
        return value.doubleValue();
    }

    public boolean bool(String name, boolean absentValue) {
        JsonNode value = value(name);
        if (value == null) {
            return absentValue;
        }
        if (!value.isBoolean()) {
            problem(name, "must be true or false");
            return absentValue;
        }
        return value.booleanValue();
    }

    /// An RFC 3339 time with its zone, between the years 1 and 9999.
    public @Nullable Instant time(String name) {
        String value = string(name);
        if (value == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(value).toInstant();
            return time.isBefore(EARLIEST) || time.isAfter(LATEST)
                    ? problem(name, "must lie between the years 1 and 9999")
                    : time;
        } catch (DateTimeParseException _) {
            return problem(name, "must be an RFC 3339 time with a zone, like 2026-11-23T12:00:00Z");
        }
    }

    /// One of the constants, written in lower case.
    public <E extends Enum<E>> E choice(String name, E absentValue) {
        String value = string(name);
        if (value == null) {
            return absentValue;
        }
        Set<E> all = EnumSet.allOf(absentValue.getDeclaringClass());
        for (E constant : all) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        problem(name, "must be one of " + all.stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")));
        return absentValue;
    }

    /// A list of strings, none blank and each within the bound; absent when the field is.
    public @Nullable List<String> texts(String name, int itemsMax, int charsMax) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            return problem(name, "must be a list of strings");
        }
        if (value.size() > itemsMax) {
            return problem(name, "has " + value.size() + " items; at most " + itemsMax + " are allowed");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value.get(i);
            if (!item.isString() || item.stringValue().isBlank() || item.stringValue().length() > charsMax) {
                problem(name + "[" + i + "]", "must be a string of 1 to " + charsMax + " characters, not blank");
            } else {
                texts.add(item.stringValue());
            }
        }
        return texts;
    }

    /// A nested object, to be read in turn by `nested`.
    public @Nullable ObjectNode object(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        return value instanceof ObjectNode nested ? nested : problem(name, "must be an object");
    }

    /// A list of objects, each to be read in turn by `nested`.
    public List<ObjectNode> objects(String name, int itemsMax) {
        JsonNode value = value(name);
        if (value == null || !value.isArray() || value.isEmpty()) {
            problem(name, "must be a list with at least one object");
            return List.of();
        }
        if (value.size() > itemsMax) {
            throw Refusal.tooLarge(prefix + name, "has " + Bytes.counted(value.size()) + " items; at most "
                    + Bytes.counted(itemsMax) + " are allowed in one call", "Split it into several calls.");
        }
        List<ObjectNode> objects = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i) instanceof ObjectNode item) {
                objects.add(item);
            } else {
                problem(name + "[" + i + "]", "must be an object");
            }
        }
        return objects;
    }

    /// As `objects`, and the list may be absent or empty.
    public List<ObjectNode> optionalObjects(String name, int itemsMax) {
        JsonNode value = value(name);
        return value == null || (value.isArray() && value.isEmpty()) ? List.of() : objects(name, itemsMax);
    }

    /// A reader of a nested object whose problems are gathered here; call `close()` on it after its last field.
    public JsonFields nested(ObjectNode child, String path) {
        return new JsonFields(child, prefix + path + ".", problems, Set.of());
    }

    /// Notes that a field is wrong.
    ///
    /// @return always absent, so that a reader can return it
    @SuppressWarnings("TypeParameterUnusedInFormals") // the result is always null, so no cast is hidden
    public <T> @Nullable T problem(String name, String what) {
        problems.add(new FieldProblem(prefix + name, what));
        return null;
    }

    /// Ends the reading of a nested object: fields that nobody asked for become problems.
    public void close() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                problem(name, "is unknown here" + offered());
            }
        }
    }

    private String offered() {
        List<String> offered = known.stream().filter(name -> !apart.contains(name)).toList();
        return offered.isEmpty() ? "" : "; known are " + String.join(", ", offered);
    }

    /// Ends the reading.
    ///
    /// @throws RefusedException `Invalid`, naming every problem, if there was any
    public void done() {
        close();
        if (problems.isEmpty()) {
            return;
        }
        String detail = problems.stream().limit(5)
                .map(problem -> "'" + problem.field() + "' " + problem.problem())
                .collect(Collectors.joining("; ", "The request is not valid: ", "."));
        throw new RefusedException(new Refusal.Invalid(detail,
                "Correct the named fields and send the request again; this one did nothing.",
                problems.size() > 100 ? problems.subList(0, 100) : problems));
    }

    private @Nullable String string(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        return value.isString() ? value.stringValue() : problem(name, "must be a string");
    }

    private @Nullable JsonNode value(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private boolean absent(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
