package dev.mimo.memory.transfer;

import dev.mimo.call.OperationClient.Progress;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.transfer.format.ImportFile;
import dev.mimo.memory.transfer.format.ImportLimits;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Takes memories from a file, a piece at a time: other writes go in between, and who breaks off can import the same
/// file again, which adds only the rest.
public final class Importer {
    private final TransferStore store;
    private final MemorySettings settings;
    private final ImportLimits limits;
    private final Runnable stored;

    /// @param settings what a memory may be
    /// @param stored called when memories were stored that have no vectors yet
    public Importer(TransferStore store, MemorySettings settings, ImportLimits limits, Runnable stored) {
        this.store = store;
        this.settings = settings;
        this.limits = limits;
        this.stored = stored;
    }

    /// Imports all that can be; refuses with `Invalid` a file that is none of the formats, or not the one asked for,
    /// with `TooLarge` an archive of too much, and otherwise as the store does.
    public ImportReport importFile(Namespace namespace, ImportRequest request, Path path, Progress progress) {
        ImportPieces pieces = new ImportPieces(store, namespace, limits.skippedMax(), request.dryRun(), stored);
        try (ImportFile file = ImportFile.open(path, request.mediaType(), request.format(), limits)) {
            pieces.report(() -> progress.at(pieces.items(), file.bytesRead(), file.bytes()));
            read(file, namespace, pieces);
            return pieces.reported(file.format());
        } catch (BrokenOffException broken) {
            throw pieces.resumable(broken.refused());
        } catch (IOException failure) {
            throw new RefusedException(new Refusal.Unavailable("The file cannot be read: " + failure.getMessage(),
                    "Look whether it is there and whole, then import it again.", Duration.ofSeconds(1)));
        }
    }

    /// What cannot be read after the first items is skipped as a whole.
    private void read(ImportFile file, Namespace namespace, ImportPieces pieces) throws IOException {
        try {
            file.read(settings, namespace, pieces);
        } catch (RefusedException broken) {
            if (pieces.items() == 0) {
                throw broken;
            }
            pieces.skipped("the rest", broken);
        }
        pieces.end();
    }
}
