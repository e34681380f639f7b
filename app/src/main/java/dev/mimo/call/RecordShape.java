package dev.mimo.call;

import dev.mimo.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How a record lies in a JSON object. Each field stands once: its name, a sentence about it, the shape of its value
/// and where the record has it; and the record is made of all of them:
///
/// ```java
/// RecordShape.Builder<Access> of = RecordShape.named("Access");
/// Field<Long> count = of.required("count", "How often.", Shapes.count(), Access::count);
/// Field<@Nullable Instant> lastAt = of.nullable("last_at", "When last.", Shapes.time(), Access::lastAt);
/// RecordShape<Access> shape = of.made(values -> new Access(values.get(count), values.get(lastAt)));
/// ```
///
/// In what is read, `null` and absent are the same, and a name that is not known is a problem.
public final class RecordShape<T> implements Shape<T> {
    private final String name;
    private final List<Part<T>> parts;
    private final List<Rule<T>> rules;
    private final Function<FieldValues, T> maker;

    /// What must hold between fields.
    ///
    /// @param field that a problem is told of; empty for the whole
    /// @param schema the same said as a schema, whose members join the record's own
    private record Rule<T>(Predicate<T> holds, String field, String problem,
            Function<SchemaWriter, ObjectNode> schema) {}

    private RecordShape(Builder<T> builder, Function<FieldValues, T> maker) {
        this.name = builder.name;
        this.parts = List.copyOf(builder.parts);
        this.rules = List.copyOf(builder.rules);
        this.maker = maker;
    }

    /// Begins the description of a record.
    ///
    /// @param name of its schema, unique in the program
    public static <T> Builder<T> named(String name) {
        return new Builder<>(name);
    }

    public String name() {
        return name;
    }

    /// Every field, those of parts that lie in the same object included, in the order in which they are described.
    public List<FieldDescription> fields() {
        return parts.stream().flatMap(Part::fields).toList();
    }

    /// The field of that name.
    ///
    /// @throws IllegalArgumentException when there is none
    public FieldDescription field(String wanted) {
        return fields().stream().filter(field -> field.name().equals(wanted)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no field " + wanted));
    }

    /// Some of the fields, in the order given, to be written only: each left out where there is nothing to say.
    ///
    /// @param always that are written in any case
    public RecordShape<T> brief(String newName, List<String> always, List<String> others) {
        Builder<T> brief = new Builder<>(newName);
        Map<String, OneField<T, ?>> byName = new HashMap<>();
        parts.forEach(part -> {
            if (part instanceof OneField<T, ?> field) {
                byName.put(field.description().name(), field);
            }
        });
        always.forEach(each -> brief.parts.add(Objects.requireNonNull(byName.get(each), each)));
        others.forEach(each -> brief.parts.add(Objects.requireNonNull(byName.get(each), each).unlessEmpty()));
        return brief.written();
    }

    /// The same, with every field written whether it has its default or not: for what must be read without knowing it.
    public RecordShape<T> spelledOut() {
        Builder<T> all = new Builder<>(name);
        parts.forEach(part -> all.parts.add(switch (part) {
            case OneField<T, ?> field -> field.spelledOut();
            case Joined<T, ?> other -> other.spelledOut();
        }));
        all.rules.addAll(rules);
        return all.made(maker);
    }

    /// Reads a whole request.
    ///
    /// @throws dev.mimo.refusal.RefusedException `Invalid`, naming every problem
    public T read(ObjectNode object) {
        return readWhole(object, Reading.strict());
    }

    /// Reads a whole document, from its beginning.
    ///
    /// @throws dev.mimo.refusal.RefusedException `Invalid`, naming every problem
    public T readWhole(JsonNode document, Reading at) {
        T read = read(document, at);
        at.requireSound();
        if (read == null) {
            throw new IllegalStateException(name + " was not read, for no reason");
        }
        return read;
    }

    @Override
    public @Nullable T read(JsonNode value, Reading at) {
        if (!(value instanceof ObjectNode object)) {
            return at.problem("must be an object");
        }
        if (at.refusesUnknown()) {
            List<String> known = fields().stream().map(FieldDescription::name).toList();
            object.propertyNames().stream().filter(each -> !known.contains(each))
                    .forEach(each -> at.unknown(each, known));
        }
        return readParts(object, at);
    }

    /// Reads the fields of this record, which others may share the object with.
    private @Nullable T readParts(ObjectNode object, Reading at) {
        int before = at.count();
        @Nullable
        Object[] values = new @Nullable Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parts.get(i).read(object, at);
        }
        if (at.count() > before) {
            return null;
        }
        T made = maker.apply(new FieldValues(values));
        for (Rule<T> rule : rules) {
            // who mistyped a field is told that, and not also that it is missing
            if (at.count() == 0 && !rule.holds().test(made)) {
                return (rule.field().isEmpty() ? at : at.field(rule.field())).problem(rule.problem());
            }
        }
        return made;
    }

    @Override
    public ObjectNode write(T value) {
        ObjectNode object = Json.object();
        writeInto(object, value);
        return object;
    }

    private void writeInto(ObjectNode object, T value) {
        parts.forEach(part -> part.write(value, object));
    }

    @Override
    public ObjectNode schema(SchemaWriter writer) {
        return writer.named(name, () -> schemaOf(fields(), writer));
    }

    /// A schema of some of the fields: of those that lie in the body of a request, for instance.
    public ObjectNode schemaOf(List<FieldDescription> some, SchemaWriter writer) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Json.object().arrayNode();
        for (FieldDescription field : some) {
            properties.set(field.name(), field.schema(writer));
            if (field.isRequired(writer)) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (writer.closed()) {
            schema.put("additionalProperties", false);
        }
        rules(writer).forEach(schema::setAll);
        return schema;
    }

    /// Of this record and of those that lie in the same object.
    private Stream<ObjectNode> rules(SchemaWriter writer) {
        Stream<ObjectNode> joined = parts.stream()
                .flatMap(part -> part instanceof Joined<T, ?> other ? other.shape().rules(writer) : Stream.of());
        return Stream.concat(rules.stream().map(rule -> rule.schema().apply(writer)), joined);
    }

    /// What a record is made of: one field, or the fields of another record in the same object.
    private sealed interface Part<T> {
        @Nullable
        Object read(ObjectNode object, Reading at);

        void write(T value, ObjectNode into);

        Stream<FieldDescription> fields();
    }

    /// @param spelled whether it is written even when it has its default
    private record OneField<T, V>(FieldDescription description, Shape<V> shape, @Nullable Object absent,
            Function<T, ? extends @Nullable V> getter, boolean spelled) implements Part<T> {
        @Override
        public @Nullable Object read(ObjectNode object, Reading at) {
            JsonNode value = object.get(description.name());
            if (value == null || value.isNull()) {
                return description.presence() == FieldDescription.Presence.REQUIRED
                        ? at.field(description.name()).problem("is required")
                        : absent;
            }
            return shape.read(value, at.field(description.name()));
        }

        @Override
        public void write(T value, ObjectNode into) {
            V field = getter.apply(value);
            if (field != null && !isLeftOut(field)) {
                into.set(description.name(), shape.write(field));
            } else if (description.presence() == FieldDescription.Presence.NULLABLE) {
                into.putNull(description.name());
            }
        }

        private boolean isLeftOut(V field) {
            return switch (description.presence()) {
                case REQUIRED, NULLABLE, OPTIONAL -> false;
                case DEFAULTED -> !spelled && field.equals(absent);
                case UNLESS_EMPTY -> field instanceof Collection<?> values && values.isEmpty();
            };
        }

        OneField<T, V> unlessEmpty() {
            return new OneField<>(new FieldDescription(description.name(), description.sentence(),
                    FieldDescription.Presence.UNLESS_EMPTY, shape, null), shape, absent, getter, spelled);
        }

        OneField<T, V> spelledOut() {
            return new OneField<>(description, shape, absent, getter, true);
        }

        @Override
        public Stream<FieldDescription> fields() {
            return Stream.of(description);
        }
    }

    private record Joined<T, R>(RecordShape<R> shape, Function<T, R> getter) implements Part<T> {
        @Override
        public @Nullable Object read(ObjectNode object, Reading at) {
            return shape.readParts(object, at);
        }

        @Override
        public void write(T value, ObjectNode into) {
            shape.writeInto(into, getter.apply(value));
        }

        Joined<T, R> spelledOut() {
            return new Joined<>(shape.spelledOut(), getter);
        }

        @Override
        public Stream<FieldDescription> fields() {
            return shape.fields().stream();
        }
    }

    /// Gathers the fields of a record, in the order in which they are to be described.
    public static final class Builder<T> {
        private final String name;
        private final List<Part<T>> parts = new ArrayList<>();
        private final List<Rule<T>> rules = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        /// A field that must be there.
        ///
        /// @param sentence what it is, for people and models
        public <V> Field<V> required(String field, String sentence, Shape<V> shape, Function<T, V> getter) {
            return add(field, sentence, FieldDescription.Presence.REQUIRED, shape, null, getter);
        }

        /// A field that may be left out, and is then absent.
        public <V> Field<@Nullable V> optional(String field, String sentence, Shape<V> shape,
                Function<T, @Nullable V> getter) {
            return add(field, sentence, FieldDescription.Presence.OPTIONAL, shape, null, getter);
        }

        /// A field of an answer that is always there, and `null` where there is nothing.
        public <V> Field<@Nullable V> nullable(String field, String sentence, Shape<V> shape,
                Function<T, @Nullable V> getter) {
            return add(field, sentence, FieldDescription.Presence.NULLABLE, shape, null, getter);
        }

        /// A field that has a value of its own when it is left out, and is left out when it has that: whoever reads it
        /// may have another default, and knows better.
        public <V> Field<V> defaulted(String field, String sentence, Shape<V> shape, V absent,
                Function<T, V> getter) {
            return add(field, sentence, FieldDescription.Presence.DEFAULTED, shape, absent, getter);
        }

        /// A list that is left out when it holds nothing.
        public <E> Field<List<E>> unlessEmpty(String field, String sentence, Shape<List<E>> shape,
                Function<T, List<E>> getter) {
            return add(field, sentence, FieldDescription.Presence.UNLESS_EMPTY, shape, List.of(), getter);
        }

        /// All fields of another record, in the same object.
        public <R> Field<R> joined(RecordShape<R> shape, Function<T, R> getter) {
            parts.add(new Joined<>(shape, getter));
            return new Field<>(shape.name(), parts.size() - 1);
        }

        /// What must hold between fields that are each right.
        ///
        /// @param field that a problem is told of; empty for the whole
        /// @param schema says the same; its members join the record's schema
        public void rule(Predicate<T> holds, String field, String problem,
                Function<SchemaWriter, ObjectNode> schema) {
            rules.add(new Rule<>(holds, field, problem, schema));
        }

        /// At least one of these fields must be given.
        public void atLeastOne(Predicate<T> holds, String field, String problem, List<String> names) {
            rule(holds, field, problem, writer -> {
                ObjectNode schema = Json.object();
                if (!writer.allowsNull()) {
                    return schema.put("minProperties", 1);
                }
                ArrayNode either = schema.putArray("anyOf");
                for (String each : names) {
                    ObjectNode given = either.addObject();
                    given.putArray("required").add(each);
                    given.putObject("properties").putObject(each).putObject("not").put("type", "null");
                }
                return schema;
            });
        }

        /// Ends the description.
        ///
        /// @param maker makes the record, once every field was read without a problem
        public RecordShape<T> made(Function<FieldValues, T> maker) {
            return new RecordShape<>(this, maker);
        }

        /// Ends the description of a record that is written only.
        public RecordShape<T> written() {
            return made(_ -> {
                throw new UnsupportedOperationException(name + " is written only");
            });
        }

        private <V extends @Nullable Object, S> Field<V> add(String field, String sentence,
                FieldDescription.Presence presence, Shape<S> shape, @Nullable S absent,
                Function<T, ? extends @Nullable S> getter) {
            FieldDescription described = new FieldDescription(field, sentence, presence, shape,
                    absent == null ? null : shape.write(absent));
            parts.add(new OneField<>(described, shape, absent, getter, false));
            return new Field<>(field, parts.size() - 1);
        }
    }
}
