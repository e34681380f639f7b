package dev.mimo.tools;

import dev.mimo.call.FieldDescription;
import dev.mimo.call.ReadContext;
import dev.mimo.call.RecordShape;
import dev.mimo.call.SchemaWriter;
import dev.mimo.call.Shape;
import dev.mimo.json.Json;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolProvider.Tool;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.TimeWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The arguments of a tool: fields of the operations behind it, chosen, and said for models where that helps.
final class ToolInput {
    private final String name;
    private final RecordShape<?> request;
    private final Supplier<TimeWords> times;
    private final Map<String, FieldDescription> fields = new LinkedHashMap<>();
    private final Set<String> unlisted = new HashSet<>();
    private final Map<String, String> unlistedChoices = new HashMap<>();

    /// Every field of the request.
    ///
    /// @param times what words for times mean at the moment
    ToolInput(String name, RecordShape<?> request, Supplier<TimeWords> times) {
        this.times = times;
        this.name = name;
        this.request = request;
        request.fields().forEach(this::put);
    }

    ToolInput without(String field) {
        fields.remove(field);
        return this;
    }

    /// The field is taken, and not in the schema.
    ToolInput unlisted(String field) {
        unlisted.add(field);
        return this;
    }

    /// One of the field's constants is taken, and not in the schema.
    ToolInput unlistedChoice(String field, String choice) {
        unlistedChoices.put(field, choice);
        return this;
    }

    /// With a field of another request, which may be left out.
    ToolInput with(FieldDescription field) {
        return put(field.asOptional());
    }

    ToolInput with(String field, String sentence, Shape<?> shape) {
        return put(new FieldDescription(field, sentence, FieldDescription.Presence.OPTIONAL, shape, null));
    }

    /// With a field changed.
    ToolInput changing(String field, UnaryOperator<FieldDescription> change) {
        return put(change.apply(Objects.requireNonNull(fields.get(field), field)));
    }

    ToolInput saying(String field, String sentence) {
        return changing(field, each -> each.saying(sentence));
    }

    private ToolInput put(FieldDescription field) {
        fields.put(field.name(), field);
        return this;
    }

    /// The tool that takes these arguments.
    ///
    /// @param prose for models: what it does and when to use it
    Tool tool(String title, String prose, RecordShape<?> answer, ToolAnnotations hints, Call call) {
        return tool(title, prose, answer, hints, (arguments, _) -> call.call(arguments));
    }

    /// The same, which asks or tells its caller something.
    Tool tool(String title, String prose, RecordShape<?> answer, ToolAnnotations hints, WatchedCall call) {
        return tool(title, prose, answer.schema(SchemaWriter.inOnePiece(SchemaWriter.Form.ANSWER)), hints,
                (arguments, context) -> visible(call.call(arguments, context)));
    }

    /// A tool whose answer is somebody else's, and passes as it is.
    Tool passing(String title, String prose, ToolAnnotations hints, WatchedCall call) {
        return tool(title, prose, (ObjectNode) null, hints, call);
    }

    private Tool tool(String title, String prose, @Nullable ObjectNode answer, ToolAnnotations hints,
            WatchedCall call) {
        ObjectNode taken = schema(List.copyOf(fields.values()));
        ObjectNode listed = schema(fields.values().stream().filter(field -> !unlisted.contains(field.name())).toList());
        unlistedChoices.forEach((field, choice) -> ((ArrayNode) listed.at("/properties/" + field + "/enum"))
                .removeIf(each -> each.asString().equals(choice)));
        return new Tool(new ToolDefinition(name, title, prose, FunctionSchema.of(listed), answer, hints),
                (arguments, context) -> call.call(LenientArguments.of(arguments, taken, times.get()), context));
    }

    private ObjectNode schema(List<FieldDescription> some) {
        return request.schemaOf(some, SchemaWriter.inOnePiece(SchemaWriter.Form.ARGUMENTS));
    }

    /// Runs a tool.
    @FunctionalInterface
    interface Call {
        /// @param arguments as they are meant, and not yet checked
        ToolResult call(ObjectNode arguments) throws InterruptedException;
    }

    /// Runs a tool that may ask or tell its caller something.
    @FunctionalInterface
    interface WatchedCall {
        /// @param arguments as they are meant, and not yet checked
        ToolResult call(ObjectNode arguments, CallContext context) throws InterruptedException;
    }

    /// The structured part too: some clients show a model nothing else.
    private static ToolResult visible(ToolResult result) {
        JsonNode structured = result.structured();
        return new ToolResult(result.content(), structured == null ? null : VisibleText.of(structured),
                result.error());
    }

    /// The arguments, with the defaults of the tool.
    ///
    /// @throws RefusedException naming everything that the tool does not have, or cannot take
    ObjectNode read(ObjectNode given) {
        requireKnown(given);
        ObjectNode arguments = Json.object();
        ReadContext at = ReadContext.strict();
        fields.forEach((argument, field) -> {
            JsonNode value = given.get(argument);
            if (value != null && !value.isNull()) {
                field.shape().read(value, at.field(argument));
                arguments.set(argument, value);
            } else if (field.presence() == FieldDescription.Presence.REQUIRED) {
                at.field(argument).problem("is required");
            } else if (field.absent() != null) {
                arguments.set(argument, field.absent());
            }
        });
        at.requireSound();
        return arguments;
    }

    private void requireKnown(ObjectNode given) {
        List<FieldProblem> problems = new ArrayList<>();
        given.propertyNames().stream().filter(argument -> !fields.containsKey(argument))
                .forEach(argument -> problems.add(new FieldProblem(argument, "is unknown")));
        if (!problems.isEmpty()) {
            String names = String.join(", ", problems.stream().limit(5).map(FieldProblem::field).toList());
            throw new RefusedException(new Refusal.Invalid(
                    "The tool " + name + " has no argument named " + names + ".",
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
        String found = atMostOne(given, names);
        if (found.isEmpty()) {
            throw new RefusedException(new Refusal.Invalid("One of " + String.join(", ", names) + " is required.",
                    "Send the call again with exactly one of them. Nothing was done.",
                    List.of(new FieldProblem(names[0], "is required"))));
        }
        return found;
    }

    /// The one of these names that is given; empty when none is.
    ///
    /// @throws RefusedException when more than one is
    static String atMostOne(ObjectNode given, String... names) {
        List<String> found = List.of(names).stream().filter(given::hasNonNull).toList();
        if (found.size() > 1) {
            throw new RefusedException(new Refusal.Invalid(
                    "Only one of " + String.join(", ", names) + " can be given, not "
                            + String.join(" and ", found) + ".",
                    "Send the call again with exactly one of them. Nothing was done.",
                    List.of(new FieldProblem(names[0], "excludes the others"))));
        }
        return found.isEmpty() ? "" : found.getFirst();
    }

    /// @throws RefusedException when the one is given, as it means nothing without the other
    static void needs(ObjectNode given, String name, String other) {
        if (given.hasNonNull(name)) {
            throw Refusal.invalid(name, "means nothing without '" + other + "'",
                    "Give '" + other + "' too, or leave it out. Nothing was done.");
        }
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
