package dev.mimo.tools;

import dev.mimo.call.FieldDescription;
import dev.mimo.call.ReadContext;
import dev.mimo.call.RecordShape;
import dev.mimo.call.SchemaWriter;
import dev.mimo.call.Shape;
import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The arguments of a tool: fields of the operations behind it, chosen, and said for models where that helps.
final class ToolInput {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final String tool;
    private final Map<String, FieldDescription> fields;

    private ToolInput(String tool, Map<String, FieldDescription> fields) {
        this.tool = tool;
        this.fields = fields;
    }

    /// Every field of these requests; those of later ones are optional.
    static ToolInput of(String tool, RecordShape<?> request) {
        Map<String, FieldDescription> fields = new LinkedHashMap<>();
        request.fields().forEach(field -> fields.put(field.name(), field));
        return new ToolInput(tool, fields);
    }

    ToolInput without(String... names) {
        Map<String, FieldDescription> fewer = new LinkedHashMap<>(fields);
        List.of(names).forEach(fewer::remove);
        return new ToolInput(tool, fewer);
    }

    /// With a field of another request, which may be left out.
    ToolInput with(FieldDescription field) {
        return put(field.asOptional());
    }

    ToolInput with(String name, String sentence, Shape<?> shape) {
        return put(new FieldDescription(name, sentence, FieldDescription.Presence.OPTIONAL, shape, null));
    }

    /// With a field changed.
    ToolInput changing(String name, UnaryOperator<FieldDescription> change) {
        return put(change.apply(field(name)));
    }

    ToolInput saying(String name, String sentence) {
        return changing(name, field -> field.saying(sentence));
    }

    private ToolInput put(FieldDescription field) {
        Map<String, FieldDescription> more = new LinkedHashMap<>(fields);
        more.put(field.name(), field);
        return new ToolInput(tool, more);
    }

    private FieldDescription field(String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    ObjectNode schema() {
        SchemaWriter writer = SchemaWriter.inOnePiece(SchemaWriter.Form.ARGUMENTS);
        ObjectNode schema = Json.object().put("$schema", DIALECT).put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Json.object().arrayNode();
        fields.forEach((name, field) -> {
            properties.set(name, field.schema(writer));
            if (field.presence() == FieldDescription.Presence.REQUIRED) {
                required.add(name);
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    /// The arguments without what is `null`, which counts as absent, and with the defaults of the tool.
    ///
    /// @throws RefusedException naming everything that the tool does not have, or cannot take
    ObjectNode read(ObjectNode given) {
        requireKnown(given);
        ObjectNode arguments = Json.object();
        ReadContext at = ReadContext.strict();
        fields.forEach((name, field) -> {
            JsonNode value = given.get(name);
            if (value != null && !value.isNull()) {
                field.shape().read(value, at.field(name));
                arguments.set(name, value);
            } else if (field.presence() == FieldDescription.Presence.REQUIRED) {
                at.field(name).problem("is required");
            } else if (field.absent() != null) {
                arguments.set(name, field.absent());
            }
        });
        at.requireSound();
        return arguments;
    }

    private void requireKnown(ObjectNode given) {
        List<FieldProblem> problems = new ArrayList<>();
        given.propertyNames().stream().filter(name -> !fields.containsKey(name))
                .forEach(name -> problems.add(new FieldProblem(name, "is unknown")));
        if (!problems.isEmpty()) {
            String names = String.join(", ", problems.stream().limit(5).map(FieldProblem::field).toList());
            throw new RefusedException(new Refusal.Invalid(
                    "The tool " + tool + " has no argument named " + names + ".",
                    "Its arguments are " + String.join(", ", new TreeSet<>(fields.keySet()))
                            + "; send the call again with these only. Nothing was done.",
                    problems));
        }
    }

    /// The arguments that are fields of the request, read as one.
    static <Q> Q request(RecordShape<Q> shape, ObjectNode arguments) {
        ObjectNode request = Json.object();
        shape.fields().forEach(field -> {
            JsonNode value = arguments.get(field.name());
            if (value != null) {
                request.set(field.name(), value);
            }
        });
        return shape.read(request);
    }

    /// The one of these names that is given.
    ///
    /// @throws RefusedException when none is, or more than one
    static String exactlyOne(ObjectNode given, String... names) {
        List<String> found = List.of(names).stream().filter(given::hasNonNull).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new RefusedException(new Refusal.Invalid(
                found.isEmpty()
                        ? "One of " + String.join(", ", names) + " is required."
                        : "Only one of " + String.join(", ", names) + " can be given, not "
                                + String.join(" and ", found) + ".",
                "Send the call again with exactly one of them. Nothing was done.",
                List.of(new FieldProblem(names[0], found.isEmpty() ? "is required" : "excludes the others"))));
    }

    /// @throws RefusedException when any of these is given, since they mean nothing beside the other one
    static void none(ObjectNode given, String beside, List<String> names) {
        for (String name : names) {
            if (given.hasNonNull(name)) {
                throw Refusal.invalid(name, "means nothing beside '" + beside + "'",
                        "Leave it out and send the call again. Nothing was done.");
            }
        }
    }
}
