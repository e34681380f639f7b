package dev.mimo.procedures.operation;

import dev.mimo.call.LocalClient;
import dev.mimo.call.OperationClient.FileBody;
import dev.mimo.procedures.definition.DefinitionReader;
import dev.mimo.procedures.definition.DefinitionReader.ReadDefinition;
import dev.mimo.procedures.definition.MermaidDiagram;
import dev.mimo.procedures.definition.ProcedureDefinition;
import dev.mimo.procedures.operation.ProcedureOperations.CheckReport;
import dev.mimo.procedures.operation.ProcedureOperations.CheckRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Answers what is asked of procedures.
public record ProcedureHandlers(ProcedureOperations operations, DefinitionReader reader) {
    public void bind(LocalClient calls) {
        calls.on(operations.check(), this::check);
    }

    private CheckReport check(CheckRequest request, FileBody file) {
        ReadDefinition read = reader.read(bytes(file), request.format(), request.name());
        @Nullable
        ProcedureDefinition definition = read.definition();
        return new CheckReport(read.errors().isEmpty(), read.errors(), read.warnings(),
                definition == null || !request.diagram() ? null : MermaidDiagram.of(definition));
    }

    /// One byte more than is read, so that what is too long is known to be.
    private static byte[] bytes(FileBody file) {
        try {
            return file.content().readNBytes(DefinitionReader.BYTES_MAX + 1);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
