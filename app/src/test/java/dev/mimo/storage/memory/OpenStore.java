package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.memory.EmbeddingBacklog;
import dev.mimo.storage.Durability;
import dev.mimo.storage.Storage;
import dev.mimo.storage.StorageSettings;
import dev.mimo.storage.memory.SqliteMemoryStore.SearchParts;
import dev.mimo.storage.undo.SqliteUndoStore;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.VectorQuantizer;
import dev.mimo.words.TextAnalyzer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// An open file with its stores, as one process has them.
public record OpenStore(Storage storage, SqliteMemoryStore memories, SqliteUndoStore undo, EmbeddingBacklog backlog)
        implements
            AutoCloseable {
    static final int DIMENSION = 384;

    public static OpenStore at(Path file, Clock clock) {
        return at(file, clock, settings(Durability.NORMAL));
    }

    public static OpenStore at(Path file, Clock clock, StorageSettings settings) {
        Storage storage = Storage.open(file, settings);
        VectorQuantizer quantizer = new VectorQuantizer(DIMENSION);
        SqliteMemoryStore memories = new SqliteMemoryStore(storage,
                new SearchParts(Details::content, new TextAnalyzer(), quantizer, DotKernels.best()), clock);
        return new OpenStore(storage, memories, new SqliteUndoStore(storage, clock, List.of(memories.reversal())),
                memories.backlog());
    }

    static StorageSettings settings(Durability durability) {
        StorageSettings usual = StorageSettings.defaults();
        return new StorageSettings(durability, 2, usual.queueJobs(), usual.queueBytes(), usual.queueWait(),
                usual.writeWait(), usual.groupJobs(), usual.groupBytes(), usual.busyWait(), usual.readWait(),
                usual.undoLifetime(), 64L << 20, usual.indexWait(), Duration.ofHours(1), Duration.ofHours(1));
    }

    static StorageSettings withIndexBytes(StorageSettings usual, long bytes) {
        return new StorageSettings(usual.durability(), usual.readers(), usual.queueJobs(), usual.queueBytes(),
                usual.queueWait(), usual.writeWait(), usual.groupJobs(), usual.groupBytes(), usual.busyWait(),
                usual.readWait(), usual.undoLifetime(), bytes, usual.indexWait(), usual.countsEvery(),
                usual.tidyEvery());
    }

    @Override
    public void close() {
        memories.close();
        storage.close();
    }
}
