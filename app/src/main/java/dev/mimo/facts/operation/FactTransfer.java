package dev.mimo.facts.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.HttpForm;
import dev.mimo.call.Operation.Effect;
import dev.mimo.call.Operation.Feed;
import dev.mimo.call.Operation.Title;
import dev.mimo.call.Operation.Upload;
import dev.mimo.call.RecordShape;
import dev.mimo.call.ValueShapes;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.NewFact;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;

/// Facts out, and in: a fact a line, as it is taught.
public record FactTransfer(Feed<FactFileRequest, NewFact> export, Upload<FactFileRequest, FactImport> importFile) {
    /// How facts lie in a file.
    public enum FactFormat {
        /// A JSON object a line, with the fields by which a fact is taught.
        JSONL
    }

    public record FactFileRequest(Namespace namespace, FactFormat format) {}

    /// What came in.
    ///
    /// @param read facts in the file
    /// @param stored facts that are new, or surer or less sure now; the others were there
    public record FactImport(Receipt receipt, long read, long stored) {}

    /// With the bounds of these settings.
    public static FactTransfer within(FactSettings limits) {
        FactShapes shapes = new FactShapes(limits);
        return new FactTransfer(
                new Feed<>(new Title("exportFacts", "Facts", "Export every fact", "Whatever is known now, whenever it "
                        + "holds; what was known once is not exported."), Effect.READS,
                        HttpForm.get("/v1/facts/export"), request("FactExportRequest"), shapes.exportedFact()),
                new Upload<>(new Title("importFacts", "Facts", "Import a file of facts", "A fact a line, as it is "
                        + "exported. What is wrong is named by its line, and nothing is written then."), Effect.WRITES,
                        HttpForm.of("POST", "/v1/facts/import", HttpForm.Body.FILE), request("FactImportRequest"),
                        imported()));
    }

    private static RecordShape<FactFileRequest> request(String name) {
        RecordShape.Builder<FactFileRequest> of = RecordShape.named(name);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, FactFileRequest::namespace);
        Field<FactFormat> format = of.defaulted("format", "How the facts lie in the file.",
                ValueShapes.choice(FactFormat.class), FactFormat.JSONL, FactFileRequest::format);
        return of.made(values -> new FactFileRequest(values.get(namespace), values.get(format)));
    }

    private static RecordShape<FactImport> imported() {
        RecordShape.Builder<FactImport> of = RecordShape.named("FactImport");
        Field<Receipt> receipt = of.required("receipt", "Of the whole; its handle takes all of it back.",
                CommonShapes.receipt(), FactImport::receipt);
        Field<Long> read = of.required("read", "How many facts the file has.", ValueShapes.count(), FactImport::read);
        Field<Long> stored = of.required("stored", "How many are new, or of another confidence now.",
                ValueShapes.count(), FactImport::stored);
        return of.made(values -> new FactImport(values.get(receipt), values.get(read), values.get(stored)));
    }
}
