package dev.mimo.memory.operation;

import dev.mimo.call.LocalClient;
import dev.mimo.call.OperationClient.FileBody;
import dev.mimo.call.ReceivedFile;
import dev.mimo.memory.operation.TransferOperations.ImportOrder;
import dev.mimo.memory.transfer.Exporter;
import dev.mimo.memory.transfer.ImportReport;
import dev.mimo.memory.transfer.ImportRequest;
import dev.mimo.memory.transfer.Importer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Answers exports and imports.
///
/// @param folder where a file is kept while it is imported
record TransferHandlers(TransferOperations operations, Exporter exporter, Importer importer, Path folder) {
    void bind(LocalClient calls) {
        calls.on(operations.export(), exporter::export).on(operations.importFile(), this::importFile);
    }

    private ImportReport importFile(ImportOrder order, FileBody file) {
        try (ReceivedFile received = ReceivedFile.receive(file.content(), folder)) {
            ImportRequest request = new ImportRequest(order.format().format(),
                    file.mediaType().isEmpty() ? null : file.mediaType(), order.dryRun());
            return importer.importFile(order.namespace(), request, received.path(), file.progress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
