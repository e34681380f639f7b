package dev.mimo.memory.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.HttpForm;
import dev.mimo.call.Operation.Effect;
import dev.mimo.call.Operation.Feed;
import dev.mimo.call.Operation.Title;
import dev.mimo.call.Operation.Upload;
import dev.mimo.call.RecordShape;
import dev.mimo.call.ValueShapes;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.transfer.ExportRequest;
import dev.mimo.memory.transfer.ImportReport;
import dev.mimo.memory.transfer.ImportReport.Skipped;
import dev.mimo.memory.transfer.export.ExportCodec;
import dev.mimo.memory.transfer.export.ExportedLine;
import dev.mimo.memory.transfer.format.ImportFormat;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.UndoHandle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything out, and in.
public record TransferOperations(Feed<ExportRequest, ExportedLine> export,
        Upload<ImportOrder, ImportReport> importFile) {
    private static final String GROUP = "Files";

    /// How a file is to be imported.
    ///
    /// @param dryRun only say what would come
    public record ImportOrder(Namespace namespace, FormatChoice format, boolean dryRun) {}

    /// A format by its name, or whichever it is.
    public enum FormatChoice {
        AUTO, MIMO, MCP_MEMORY, MEM0, CHATGPT, CLAUDE, MARKDOWN;

        /// Absent when it is to be recognized.
        @Nullable
        ImportFormat format() {
            return this == AUTO ? null : ImportFormat.valueOf(name());
        }
    }

    /// With the bounds of these settings.
    public static TransferOperations within(MemorySettings limits) {
        return new TransferOperations(
                new Feed<>(new Title("export", GROUP, "Export every memory",
                        "Each with its versions, oldest first; the last line says how many there were."), Effect.READS,
                        HttpForm.get("/v1/export"), exportRequest(), new ExportCodec(limits)),
                new Upload<>(
                        new Title("import", GROUP, "Import a file", "The same file twice adds nothing, and one that "
                                + "broke off is taken up where it was. Formats: docs/import.md."),
                        Effect.WRITES,
                        HttpForm.of("POST", "/v1/import", HttpForm.Body.FILE), importOrder(), importReport()));
    }

    private static RecordShape<ExportRequest> exportRequest() {
        RecordShape.Builder<ExportRequest> of = RecordShape.named("ExportRequest");
        Field<Namespace> namespace = CommonShapes.namespaceOf(of,
                request -> request.namespace() == null ? Namespace.DEFAULT : request.namespace());
        Field<Boolean> all = of.defaulted("all", "All namespaces, one after the other.", ValueShapes.bool(), false,
                request -> request.namespace() == null);
        return of.made(values -> new ExportRequest(values.get(all) ? null : values.get(namespace)));
    }

    private static RecordShape<ImportOrder> importOrder() {
        RecordShape.Builder<ImportOrder> of = RecordShape.named("ImportOrder");
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, ImportOrder::namespace);
        Field<FormatChoice> format = of.defaulted("format", "Whose file it is; `auto` looks.",
                ValueShapes.choice(FormatChoice.class), FormatChoice.AUTO, ImportOrder::format);
        Field<Boolean> dryRun = of.defaulted("dry_run", "Only say what would come.", ValueShapes.bool(), false,
                ImportOrder::dryRun);
        return of.made(values -> new ImportOrder(values.get(namespace), values.get(format), values.get(dryRun)));
    }

    private static RecordShape<ImportReport> importReport() {
        RecordShape.Builder<Skipped> item = RecordShape.named("SkippedItem");
        Field<String> where = item.required("where", "In the file.", ValueShapes.text(), Skipped::where);
        Field<String> reason = item.required("reason", "Why: it …", ValueShapes.text(), Skipped::reason);
        RecordShape<Skipped> skippedItem = item.made(values -> new Skipped(values.get(where), values.get(reason)));

        RecordShape.Builder<ImportReport> of = RecordShape.named("ImportReport");
        Field<ImportFormat> format = of.required("format", "Whose file it was.", ValueShapes.choice(ImportFormat.class),
                ImportReport::format);
        Field<Long> imported = of.required("imported", "How many memories were stored.", ValueShapes.count(),
                ImportReport::imported);
        Field<Long> same = of.required("same", "How many were there already.", ValueShapes.count(), ImportReport::same);
        Field<List<Skipped>> skipped = of.required("skipped", "What should have been a memory and is not.",
                ValueShapes.list(skippedItem), ImportReport::skipped);
        Field<@Nullable Map<String, Long>> leftOut = of.optional("left_out", "What by the rules of its format is no "
                + "memory, counted by what it is.", ValueShapes.map(ValueShapes.count()),
                report -> report.leftOut().isEmpty() ? null : report.leftOut());
        Field<@Nullable UndoHandle> undo = of.optional("undo", "Takes all of it back, once.",
                ValueShapes.text().as(UndoHandle::new, UndoHandle::value), ImportReport::undo);
        return of.made(values -> new ImportReport(values.get(format), values.get(imported), values.get(same),
                values.get(skipped), orEmpty(values.get(leftOut)), values.get(undo)));
    }

    private static Map<String, Long> orEmpty(@Nullable Map<String, Long> given) {
        return given == null ? Map.of() : given;
    }
}
