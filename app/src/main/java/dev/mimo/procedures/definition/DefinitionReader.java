package dev.mimo.procedures.definition;

import dev.mimo.mcp.schema.SchemaSettings;
import dev.mimo.mcp.schema.SchemaValidator;
import dev.mimo.mcp.schema.UnusableSchemaException;
import dev.mimo.procedures.definition.StateReader.ToolUse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads definitions, and says everything that is wrong with one.
///
/// @param knownTool whether there is a tool of that name
public record DefinitionReader(Predicate<String> knownTool) {
    /// Of one definition.
    public static final int BYTES_MAX = SourceReader.BYTES_MAX;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Pattern VERSION = Pattern.compile("(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})"
            + "(-[0-9A-Za-z.-]{1,64})?(\\+[0-9A-Za-z.-]{1,64})?");
    private static final List<String> OWN_WORDS = List.of("Name", "Version", "Title", "Description", "Input", "Output",
            "TimeoutSeconds", "StartAt", "States");
    private static final List<String> STATES_LANGUAGE_WORDS = List.of("Comment", "Version", "StartAt", "States",
            "TimeoutSeconds", "QueryLanguage");

    /// How a definition is written.
    public enum Format {
        /// Mimo's own, in YAML or JSON; the form of the earlier system is told from it by its `initial_state`.
        OWN,
        /// Amazon States Language.
        ASL
    }

    /// What came of reading.
    ///
    /// @param definition absent when there are errors
    /// @param errors each keeps the definition from being used
    /// @param warnings what keeps it from being run here, though it is well formed
    public record ReadDefinition(@Nullable ProcedureDefinition definition, List<DefinitionProblem> errors,
            List<DefinitionProblem> warnings) {}

    /// @param name what it is to be called; absent where the definition says so
    public ReadDefinition read(byte[] utf8, Format format, @Nullable String name) {
        try {
            SourceDocument document = SourceReader.read(utf8);
            if (!(document.root() instanceof ObjectNode root)) {
                document.problem("", "must be an object");
                return new ReadDefinition(null, document.problems(), List.of());
            }
            if (format == Format.ASL) {
                return statesLanguage(document, root, name == null ? "imported" : name);
            }
            if (root.has("initial_state")) {
                return own(new SourceDocument(EarlierForm.converted(document, root), document.lines()), document, name);
            }
            return own(document, document, name);
        } catch (UnreadableSourceException unreadable) {
            return new ReadDefinition(null, List.of(unreadable.problem()), List.of());
        }
    }

    /// @param from what was read; another where it was written in an earlier form
    private ReadDefinition own(SourceDocument document, SourceDocument from, @Nullable String name) {
        ObjectNode root = (ObjectNode) document.root();
        DefinitionObject own = new DefinitionObject(document, DefinitionDialect.OWN, "", root);
        from.problems().forEach(problem -> document.problem(problem.path(), problem.message()));
        own.allowOnly(OWN_WORDS);
        if (name != null && !root.has("name")) {
            root.put("name", name);
        }
        matching(own, "Name", NAME, "must begin with a letter or digit and hold at most 128 letters, digits and . _ -");
        matching(own, "Version", VERSION, "must be a semantic version, as 1.0.0");
        own.text("Title", false);
        own.text("Description", false);
        own.wholeNumber("TimeoutSeconds", 1, 31_622_400);
        TemplateRules.check(own, "Output");
        if (own.has("Input")) {
            inputSchema(own);
        }
        StateReader states = new StateReader();
        StateMachine machine = states.machine(own, false);
        List<DefinitionProblem> warnings = tools(document, states.tools());
        List<DefinitionProblem> errors = document.problems();
        return new ReadDefinition(errors.isEmpty()
                ? new ProcedureDefinition(root.path("name").asString(), root.path("version").asString(),
                        root.path("description").asString(""), machine, root)
                : null, errors, warnings);
    }

    private ReadDefinition statesLanguage(SourceDocument document, ObjectNode root, String name) {
        DefinitionObject own = new DefinitionObject(document, DefinitionDialect.STATES_LANGUAGE, "", root);
        own.allowOnly(STATES_LANGUAGE_WORDS);
        if (!NAME.matcher(name).matches()) {
            document.problem("", "is to be called '" + name + "', which is no name");
        }
        if (own.has("Version") && !own.get("Version").asString("").equals("1.0")) {
            own.problem("Version", "must be 1.0");
        }
        own.wholeNumber("TimeoutSeconds", 0, 99_999_999);
        StateReader states = new StateReader();
        StateMachine machine = states.machine(own, StateReader.paths(own, true));
        List<DefinitionProblem> warnings = tools(document, states.tools());
        List<DefinitionProblem> errors = document.problems();
        return new ReadDefinition(errors.isEmpty()
                ? new ProcedureDefinition(name, "1.0.0", own.get("Comment").asString(""), machine, root)
                : null, errors, warnings);
    }

    /// An unknown tool is an error, unless only the service that the definition was written for could have it.
    private List<DefinitionProblem> tools(SourceDocument document, List<ToolUse> uses) {
        List<DefinitionProblem> foreign = new ArrayList<>();
        for (ToolUse use : uses) {
            boolean known = knownTool.test(use.name()) || BuiltInStep.isNamed(use.name());
            if (ResourceName.isForeign(use.name())) {
                foreign.add(new DefinitionProblem(use.path(), document.line(use.path()), "names nothing that Mimo has: "
                        + "before it is run, put the name of a tool in the place of '" + use.name() + "'"));
            } else if (!known && use.name().contains("__")) {
                foreign.add(new DefinitionProblem(use.path(), document.line(use.path()),
                        "names a tool that no skill offers now: '" + use.name() + "'"));
            } else if (!known) {
                document.problem(use.path(), "names no tool and no built-in step: '" + use.name() + "'");
            }
        }
        return foreign;
    }

    private static void matching(DefinitionObject own, String word, Pattern pattern, String problem) {
        String text = own.text(word, true);
        if (text != null && !pattern.matcher(text).matches()) {
            own.problem(word, problem);
        }
    }

    private static void inputSchema(DefinitionObject own) {
        JsonNode schema = own.get("Input");
        if (!schema.isObject()) {
            own.problem("Input", "must be a JSON Schema, which is an object");
            return;
        }
        try {
            new SchemaValidator(SchemaSettings.defaults()).problems(schema, dev.mimo.json.Json.object());
        } catch (UnusableSchemaException unusable) {
            own.problem("Input", "is no schema that can be used: " + unusable.getMessage());
        }
    }
}
