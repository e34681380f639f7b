package dev.mimo.skills.operation;

import dev.mimo.call.Field;
import dev.mimo.call.ReadContext;
import dev.mimo.call.RecordShape;
import dev.mimo.call.Shape;
import dev.mimo.call.ValueShapes;
import dev.mimo.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is asked of skills: each request as a record, and its shape.
public final class SkillRequests {
    private static final int NAME_MAX = 40;
    private static final int TEXT_MAX = 4096;
    private static final int LIST_MAX = 1000;

    private SkillRequests() {}

    /// Nothing more than the operation itself.
    public record Everything() {}

    static RecordShape<Everything> everything() {
        return RecordShape.<Everything>named("Everything").made(_ -> new Everything());
    }

    /// One skill.
    public record OneSkill(String name) {}

    static RecordShape<OneSkill> one() {
        RecordShape.Builder<OneSkill> of = RecordShape.named("OneSkill");
        Field<String> name = of.required("name", "The skill.", ValueShapes.text(NAME_MAX), OneSkill::name);
        return of.made(values -> new OneSkill(values.get(name)));
    }

    /// A skill, and how it is reached: either a command or a URL.
    ///
    /// @param entry as it stands in `skills.json`
    public record SkillEntry(String name, ObjectNode entry) {}

    static RecordShape<SkillEntry> entry() {
        RecordShape.Builder<SkillEntry> of = RecordShape.named("SkillEntry");
        Field<String> name = of.required("name", "The skill.", ValueShapes.text(NAME_MAX), SkillEntry::name);
        List<EntryField<?>> fields = List.of(
                field(of, "type", "`stdio`, `http` or `sse`, where it cannot be told.", ValueShapes.text(64)),
                field(of, "command", "The program; no shell reads it.", ValueShapes.text(TEXT_MAX)),
                field(of, "args", "Its arguments.", ValueShapes.list(ValueShapes.text(), LIST_MAX)),
                field(of, "env", "What is added to its environment; `${NAME}` stands for a variable of Mimo's own.",
                        ValueShapes.map(ValueShapes.text())),
                field(of, "envFile", "A file of lines `NAME=value`.", ValueShapes.text(TEXT_MAX)),
                field(of, "cwd", "The folder where it runs.", ValueShapes.text(TEXT_MAX)),
                field(of, "url", "Where a server elsewhere is reached.", ValueShapes.text(TEXT_MAX)),
                field(of, "headers", "What is sent to it with each request.", ValueShapes.map(ValueShapes.text())),
                field(of, "timeout", "Of one call, in milliseconds.", ValueShapes.integer(1000, 86_400_000)),
                field(of, "disabled", "Whether it is left out.", ValueShapes.bool()),
                field(of, "includeTools", "If any, all others are left out.",
                        ValueShapes.list(ValueShapes.text(), LIST_MAX)),
                field(of, "excludeTools", "These are left out.", ValueShapes.list(ValueShapes.text(), LIST_MAX)),
                field(of, "mimo", "What only Mimo reads: `per_client`, `idle_stop`, `lifetime`, `memory_max`, "
                        + "`sandbox`, `any_command`.", ValueShapes.object()));
        return of.made(values -> {
            ObjectNode entry = Json.object();
            fields.forEach(field -> field.put(values, entry));
            return new SkillEntry(values.get(name), entry);
        });
    }

    private record EntryField<V>(String name, Shape<V> shape, Field<@Nullable V> field) {
        void put(RecordShape.Values values, ObjectNode entry) {
            V value = values.get(field);
            if (value != null) {
                entry.set(name, shape.write(value));
            }
        }
    }

    private static <V> EntryField<V> field(RecordShape.Builder<SkillEntry> of, String name, String sentence,
            Shape<V> shape) {
        return new EntryField<>(name, shape, of.optional(name, sentence, shape, request -> {
            JsonNode value = request.entry().get(name);
            return value == null ? null : shape.read(value, ReadContext.lenient());
        }));
    }
}
