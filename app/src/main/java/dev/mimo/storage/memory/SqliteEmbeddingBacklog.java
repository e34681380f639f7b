package dev.mimo.storage.memory;

import dev.mimo.memory.EmbeddingBacklog;
import dev.mimo.storage.Storage;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.vector.Quantised;
import dev.mimo.vector.Quantiser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The embedding backlog in SQLite. A version keeps the vectors of one model: saving another's replaces them.
final class SqliteEmbeddingBacklog implements EmbeddingBacklog {
    private static final int BYTES_PER_LINK = 200;

    private final Storage storage;
    private final Quantiser quantiser;
    private final MemorySearch search;

    /// @param quantiser of the dimension of the model in use
    SqliteEmbeddingBacklog(Storage storage, Quantiser quantiser, MemorySearch search) {
        this.storage = storage;
        this.quantiser = quantiser;
        this.search = search;
    }

    @Override
    public List<Pending> pending(String modelId, long afterRow, int limit) {
        return storage.readers().read(database -> BacklogQueries.pending(database, modelId, afterRow, limit));
    }

    @Override
    public long pendingCount(String modelId) {
        return storage.readers().read(database -> BacklogQueries.count(database, modelId));
    }

    @Override
    public void save(String modelId, List<Embedded> embedded) {
        List<List<Quantised>> codes = embedded.stream().map(this::quantise).toList();
        storage.writer().<@Nullable Void>write(bytes(embedded), database -> {
            BacklogQueries.addModel(database, modelId);
            for (int i = 0; i < codes.size(); i++) {
                VectorTables.save(database, modelId, embedded.get(i), codes.get(i));
            }
            return null;
        });
    }

    private List<Quantised> quantise(Embedded embedded) {
        if (embedded.passages().isEmpty()) {
            throw new IllegalArgumentException("no vector for " + embedded.of().id());
        }
        return embedded.passages().stream().map(this::quantise).toList();
    }

    private Quantised quantise(float[] vector) {
        if (vector.length != quantiser.dimension()) {
            throw new IllegalArgumentException(
                    "a vector of " + vector.length + " dimensions where " + quantiser.dimension() + " are used");
        }
        return quantiser.quantise(vector);
    }

    private static long bytes(List<Embedded> embedded) {
        return embedded.stream().mapToLong(one -> one.tokens().length
                + one.passages().stream().mapToLong(vector -> 5L * vector.length).sum()).sum();
    }

    /// Compared by the vectors of the model that the version is saved with; nothing is like one that is not saved.
    @Override
    public List<Receipt.Similar> nearest(Embedded to, double atLeast) {
        String modelId = storage.readers().read(database -> VectorTables.model(database, to.of()));
        return modelId == null
                ? List.of()
                : search.nearest(to.of().namespace(), to.of().id(), modelId, to.passages().getFirst(), atLeast);
    }

    @Override
    public void link(Namespace namespace, MemoryId id, List<Receipt.Similar> similar) {
        if (!similar.isEmpty()) {
            storage.writer().<@Nullable Void>write((long) BYTES_PER_LINK * similar.size(), database -> {
                similar.forEach(one -> SimilarTable.link(database, namespace, id, one));
                return null;
            });
        }
    }

    @Override
    public List<Receipt.Similar> links(Namespace namespace, MemoryId id) {
        return storage.readers().read(database -> SimilarTable.links(database, namespace, id));
    }
}
