package dev.mimo.call;

import dev.mimo.call.FieldDescription.Presence;
import dev.mimo.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How a record lies in a JSON object. Each field stands once: its name, a sentence about it, the shape of its value
/// and where the record has it; and the record is made of all of them:
///
/// ```java
/// RecordShape.Builder<Access> of = RecordShape.named("Access");
/// Field<Long> count = of.required("count", "How often.", ValueShapes.count(), Access::count);
/// Field<@Nullable Instant> lastAt = of.nullable("last_at", "When last.", ValueShapes.time(), Access::lastAt);
/// RecordShape<Access> shape = of.made(values -> new Access(values.get(count), values.get(lastAt)));
/// ```
///
/// In what is read, `null` and absent are the same, and a name that is not known is a problem.
public final class RecordShape<T> implements Shape<T> {
    private final Builder<T> described;
    private final Function<Values, T> maker;
    private final boolean spelledOut;
    private final Map<String, FieldDescription> fields = new LinkedHashMap<>();

    private RecordShape(Builder<T> described, Function<Values, T> maker, boolean spelledOut) {
        this.described = described;
        this.maker = maker;
        this.spelledOut = spelledOut;
        described.parts.forEach(part -> part.fields().forEach(field -> fields.put(field.name(), field)));
    }

    /// Begins the description of a record.
    ///
    /// @param name of its schema, unique in the program
    public static <T> Builder<T> named(String name) {
        return new Builder<>(name);
    }

    public String name() {
        return described.name;
    }

    /// Every field by its name, those of parts that lie in the same object included, in the order in which they are
    /// described.
    public Collection<FieldDescription> fields() {
        return fields.values();
    }

    public boolean hasField(String wanted) {
        return fields.containsKey(wanted);
    }

    /// The field of that name.
    ///
    /// @throws IllegalArgumentException when there is none
    public FieldDescription field(String wanted) {
        FieldDescription field = fields.get(wanted);
        if (field == null) {
            throw new IllegalArgumentException(name() + " has no field " + wanted);
        }
        return field;
    }

    /// Some of the fields, in the order given, to be written only: each left out where there is nothing to say.
    ///
    /// @param always that are written in any case
    public RecordShape<T> brief(String newName, List<String> always, List<String> others) {
        Builder<T> brief = new Builder<>(newName);
        always.forEach(each -> brief.parts.add(described.part(each)));
        others.forEach(each -> brief.parts.add(described.part(each).unlessEmpty()));
        return brief.written();
    }

    /// The same, with every field written whether it has its default or not: for what must be read without knowing it.
    public RecordShape<T> spelledOut() {
        return new RecordShape<>(described, maker, true);
    }

    /// Reads a whole request.
    ///
    /// @throws dev.mimo.refusal.RefusedException `Invalid`, naming every problem
    public T read(ObjectNode object) {
        return readWhole(object, ReadContext.strict());
    }

    /// Reads a whole document, from its beginning.
    ///
    /// @throws dev.mimo.refusal.RefusedException `Invalid`, naming every problem
    public T readWhole(JsonNode document, ReadContext at) {
        T read = read(document, at);
        at.requireSound();
        if (read == null) {
            throw new IllegalStateException(name() + " was not read, for no reason");
        }
        return read;
    }

    @Override
    public @Nullable T read(JsonNode value, ReadContext at) {
        if (!(value instanceof ObjectNode object)) {
            return at.problem("must be an object");
        }
        if (at.refusesUnknown()) {
            object.propertyNames().stream().filter(each -> !hasField(each))
                    .forEach(each -> at.unknown(each, fields.keySet()));
        }
        return readParts(object, at);
    }

    /// Reads the fields of this record, which others may share the object with.
    private @Nullable T readParts(ObjectNode object, ReadContext at) {
        int before = at.count();
        List<@Nullable Object> values = new ArrayList<>(described.parts.size());
        described.parts.forEach(part -> values.add(part.reader().apply(object, at)));
        if (at.count() > before) {
            return null;
        }
        T made = maker.apply(new Values(values));
        for (Rule<T> rule : described.rules) {
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
        writeInto(object, value, spelledOut);
        return object;
    }

    private void writeInto(ObjectNode object, T value, boolean spelled) {
        described.parts.forEach(part -> part.writer().write(value, object, spelled));
    }

    @Override
    public ObjectNode schema(SchemaWriter writer) {
        return writer.named(name(), () -> schemaOf(fields(), writer));
    }

    /// A schema of some of the fields: of those that lie in the body of a request, for instance.
    public ObjectNode schemaOf(Collection<FieldDescription> some, SchemaWriter writer) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        some.forEach(field -> properties.set(field.name(), field.schema(writer)));
        List<FieldDescription> required = some.stream().filter(field -> field.isRequired(writer)).toList();
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(field -> names.add(field.name()));
        }
        if (writer.closed()) {
            schema.put("additionalProperties", false);
        }
        described.ruleSchemas.forEach(rule -> schema.setAll(rule.apply(writer)));
        return schema;
    }

    /// The values that were read for a record's fields.
    public static final class Values {
        private final List<@Nullable Object> values;

        private Values(List<@Nullable Object> values) {
            this.values = values;
        }

        public <V extends @Nullable Object> V get(Field<V> field) {
            return field.in(values);
        }
    }

    /// What must hold between fields.
    ///
    /// @param field that a problem is told of; empty for the whole
    private record Rule<T>(Predicate<T> holds, String field, String problem) {}

    /// What a record is made of: one field, or the fields of another record in the same object.
    private record Part<T>(List<FieldDescription> fields, BiFunction<ObjectNode, ReadContext, @Nullable Object> reader,
            PartWriter<T> writer) {
        /// The same field, left out when there is nothing in it.
        Part<T> unlessEmpty() {
            String name = fields.getFirst().name();
            return new Part<>(List.of(fields.getFirst().with(Presence.UNLESS_EMPTY, null)), reader,
                    (value, into, spelled) -> {
                        writer.write(value, into, spelled);
                        if (into.path(name).isNull() || (into.path(name).isArray() && into.path(name).isEmpty())) {
                            into.remove(name);
                        }
                    });
        }
    }

    private interface PartWriter<T> {
        /// @param spelled whether even what has its default is written
        void write(T value, ObjectNode into, boolean spelled);
    }

    /// Gathers the fields of a record, in the order in which they are to be described.
    public static final class Builder<T> {
        private final String name;
        private final List<Part<T>> parts = new ArrayList<>();
        private final List<Rule<T>> rules = new ArrayList<>();
        private final List<Function<SchemaWriter, ObjectNode>> ruleSchemas = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        /// A field that must be there.
        ///
        /// @param sentence what it is, for people and models
        public <V> Field<V> required(String field, String sentence, Shape<V> shape, Function<T, V> getter) {
            return add(new FieldDescription(field, sentence, Presence.REQUIRED, shape, null), shape, null, getter);
        }

        /// A field that may be left out, and is then absent.
        public <V> Field<@Nullable V> optional(String field, String sentence, Shape<V> shape,
                Function<T, @Nullable V> getter) {
            return add(new FieldDescription(field, sentence, Presence.OPTIONAL, shape, null), shape, null, getter);
        }

        /// A field of an answer that is always there, and `null` where there is nothing.
        public <V> Field<@Nullable V> nullable(String field, String sentence, Shape<V> shape,
                Function<T, @Nullable V> getter) {
            return add(new FieldDescription(field, sentence, Presence.NULLABLE, shape, null), shape, null, getter);
        }

        /// A field that has a value of its own when it is left out, and is left out when it has that: whoever reads it
        /// may have another default, and knows better.
        public <V> Field<V> defaulted(String field, String sentence, Shape<V> shape, V absent,
                Function<T, V> getter) {
            return add(new FieldDescription(field, sentence, Presence.DEFAULTED, shape, shape.write(absent)), shape,
                    absent, getter);
        }

        /// A list that is left out when it holds nothing.
        public <E> Field<List<E>> unlessEmpty(String field, String sentence, Shape<List<E>> shape,
                Function<T, List<E>> getter) {
            return add(new FieldDescription(field, sentence, Presence.UNLESS_EMPTY, shape, null), shape, List.of(),
                    getter);
        }

        /// All fields of another record, in the same object.
        public <R> Field<R> joined(RecordShape<R> shape, Function<T, R> getter) {
            ruleSchemas.addAll(shape.described.ruleSchemas);
            return add(new Part<>(List.copyOf(shape.fields()), shape::readParts,
                    (value, into, spelled) -> shape.writeInto(into, getter.apply(value), spelled || shape.spelledOut)));
        }

        /// What must hold between fields that are each right.
        ///
        /// @param field that a problem is told of; empty for the whole
        /// @param schema says the same; its members join the record's schema
        public void rule(Predicate<T> holds, String field, String problem,
                Function<SchemaWriter, ObjectNode> schema) {
            rules.add(new Rule<>(holds, field, problem));
            ruleSchemas.add(schema);
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
        public RecordShape<T> made(Function<Values, T> maker) {
            return new RecordShape<>(this, maker, false);
        }

        /// Ends the description of a record that is written only.
        public RecordShape<T> written() {
            return made(_ -> {
                throw new UnsupportedOperationException(name + " is written only");
            });
        }

        private <V extends @Nullable Object, S> Field<V> add(FieldDescription field, Shape<S> shape, @Nullable S absent,
                Function<T, ? extends @Nullable S> getter) {
            String own = field.name();
            return add(new Part<>(List.of(field), (object, at) -> {
                JsonNode value = object.get(own);
                if (value != null && !value.isNull()) {
                    return shape.read(value, at.field(own));
                }
                return field.presence() == Presence.REQUIRED ? at.field(own).problem("is required") : absent;
            }, (value, into, spelled) -> {
                S written = getter.apply(value);
                if (written == null && field.presence() == Presence.NULLABLE) {
                    into.putNull(own);
                } else if (written != null && !isLeftOut(written, absent, field.presence(), spelled)) {
                    into.set(own, shape.write(written));
                }
            }));
        }

        private static boolean isLeftOut(Object value, @Nullable Object absent, Presence presence, boolean spelled) {
            return switch (presence) {
                case REQUIRED, NULLABLE, OPTIONAL -> false;
                case DEFAULTED -> !spelled && value.equals(absent);
                case UNLESS_EMPTY -> value.equals(absent);
            };
        }

        private <V extends @Nullable Object> Field<V> add(Part<T> part) {
            parts.add(part);
            return new Field<>(parts.size() - 1);
        }

        private Part<T> part(String field) {
            return parts.stream().filter(part -> part.fields().getFirst().name().equals(field)).findFirst()
                    .orElseThrow();
        }
    }
}
