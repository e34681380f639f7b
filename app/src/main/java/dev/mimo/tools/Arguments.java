package dev.mimo.tools;

import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks what a model sent against its tool's own definition, before anything is done with it. Values are checked by
/// the memory calls, which know their limits.
final class Arguments {
    private Arguments() {}

    /// A copy without what is `null`, which counts as absent.
    ///
    /// @throws RefusedException naming every argument that the tool does not have
    static ObjectNode known(ToolDefinition tool, ObjectNode given) {
        JsonNode properties = tool.inputSchema().path("properties");
        List<FieldProblem> problems = new ArrayList<>();
        ObjectNode kept = given.objectNode();
        given.properties().forEach(argument -> {
            if (!properties.has(argument.getKey())) {
                problems.add(new FieldProblem(argument.getKey(), "is unknown"));
            } else if (!argument.getValue().isNull()) {
                kept.set(argument.getKey(), argument.getValue());
            }
        });
        if (!problems.isEmpty()) {
            String names = String.join(", ", problems.stream().limit(5).map(FieldProblem::field).toList());
            throw new RefusedException(new Refusal.Invalid(
                    "The tool " + tool.name() + " has no argument named " + names + ".",
                    "Its arguments are " + String.join(", ", new TreeSet<>(properties.propertyNames()))
                            + "; send the call again with these only. Nothing was done.",
                    problems));
        }
        return kept;
    }

    /// The one of these names that is given.
    ///
    /// @throws RefusedException when none is, or more than one
    static String exactlyOne(ObjectNode arguments, String... names) {
        List<String> given = List.of(names).stream().filter(arguments::has).toList();
        if (given.size() == 1) {
            return given.getFirst();
        }
        String all = String.join(", ", names);
        throw new RefusedException(new Refusal.Invalid(
                given.isEmpty()
                        ? "One of " + all + " is required."
                        : "Only one of " + all + " can be given, not " + String.join(" and ", given) + ".",
                "Send the call again with exactly one of them. Nothing was done.",
                List.of(new FieldProblem(names[0], given.isEmpty() ? "is required" : "excludes the others"))));
    }

    /// @throws RefusedException when any of these is given, since they mean nothing beside the other one
    static void none(ObjectNode arguments, String beside, List<String> names) {
        for (String name : names) {
            if (arguments.has(name)) {
                throw Refusal.invalid(name, "means nothing beside '" + beside + "'",
                        "Leave it out and send the call again. Nothing was done.");
            }
        }
    }
}
