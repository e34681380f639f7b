package dev.mimo.procedures.operation;

import dev.mimo.call.Field;
import dev.mimo.call.HttpForm;
import dev.mimo.call.Operation.Effect;
import dev.mimo.call.Operation.Title;
import dev.mimo.call.Operation.Upload;
import dev.mimo.call.RecordShape;
import dev.mimo.call.ValueShapes;
import dev.mimo.procedures.definition.DefinitionProblem;
import dev.mimo.procedures.definition.DefinitionReader.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What procedures can be asked.
public record ProcedureOperations(Upload<CheckRequest, CheckReport> check) {
    private static final String GROUP = "Procedures";
    private static final int NAME_MAX = 128;

    /// How a definition is to be checked.
    ///
    /// @param name what it is to be called, where it does not say so
    /// @param diagram whether a picture of it is wanted
    public record CheckRequest(Format format, @Nullable String name, boolean diagram) {}

    /// @param errors what keeps it from being used, in the order of lines
    /// @param warnings what keeps it from being run here as it is
    /// @param diagram in Mermaid; absent when it was not asked for, or there are errors
    public record CheckReport(boolean valid, List<DefinitionProblem> errors, List<DefinitionProblem> warnings,
            @Nullable String diagram) {}

    public static ProcedureOperations all() {
        return new ProcedureOperations(new Upload<>(new Title("checkProcedure", GROUP, "Check a definition",
                "The body is the definition, in YAML or JSON. Nothing is stored. Its form: docs/procedures.md."),
                Effect.READS, HttpForm.of("POST", "/v1/procedures/check", HttpForm.Body.FILE), checkRequest(),
                checkReport()));
    }

    private static RecordShape<CheckRequest> checkRequest() {
        RecordShape.Builder<CheckRequest> of = RecordShape.named("CheckRequest");
        Field<Format> format = of.defaulted("format", "Mimo's own form, or Amazon States Language.",
                ValueShapes.choice(Format.class), Format.OWN, CheckRequest::format);
        Field<@Nullable String> name = of.optional("name", "What it is to be called, where it does not say so.",
                ValueShapes.text(NAME_MAX), CheckRequest::name);
        Field<Boolean> diagram = of.defaulted("diagram", "Also draw it, in Mermaid.", ValueShapes.bool(), false,
                CheckRequest::diagram);
        return of.made(values -> new CheckRequest(values.get(format), values.get(name), values.get(diagram)));
    }

    private static RecordShape<CheckReport> checkReport() {
        RecordShape.Builder<CheckReport> of = RecordShape.named("CheckReport");
        Field<Boolean> valid = of.required("valid", "Whether there are no errors.", ValueShapes.bool(),
                CheckReport::valid);
        Field<List<DefinitionProblem>> errors = of.required("errors", "What keeps it from being used.",
                ValueShapes.list(problem()), CheckReport::errors);
        Field<List<DefinitionProblem>> warnings = of.unlessEmpty("warnings",
                "What keeps it from being run here as it is.", ValueShapes.list(problem()), CheckReport::warnings);
        Field<@Nullable String> diagram = of.optional("diagram", "A state diagram in Mermaid.", ValueShapes.text(),
                CheckReport::diagram);
        return of.made(values -> new CheckReport(values.get(valid), values.get(errors), values.get(warnings),
                values.get(diagram)));
    }

    private static RecordShape<DefinitionProblem> problem() {
        RecordShape.Builder<DefinitionProblem> of = RecordShape.named("DefinitionProblem");
        Field<String> path = of.required("path", "Where: `states.build.next`; empty for the whole.",
                ValueShapes.text(), DefinitionProblem::path);
        Field<Integer> line = of.required("line", "From 1.", ValueShapes.integer(1, Integer.MAX_VALUE),
                DefinitionProblem::line);
        Field<String> message = of.required("message", "What: the value there …", ValueShapes.text(),
                DefinitionProblem::message);
        return of.made(values -> new DefinitionProblem(values.get(path), values.get(line), values.get(message)));
    }
}
