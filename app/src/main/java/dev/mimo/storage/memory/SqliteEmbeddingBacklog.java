package dev.mimo.storage.memory;

import dev.mimo.memory.EmbeddingBacklog;
import dev.mimo.storage.ProcessLease;
import dev.mimo.storage.Storage;
import dev.mimo.storage.memory.SimilarTable.Links;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.vector.QuantizedVector;
import dev.mimo.vector.VectorQuantizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The embedding backlog in SQLite. A version keeps the vectors of one model: saving another's replaces them.
final class SqliteEmbeddingBacklog implements EmbeddingBacklog {
    private static final long BYTES_PER_LINK = 200;
    private static final Duration TURN = Duration.ofSeconds(10);
    /// Verbs that ask one thing and end are not what decides on the model of a file.
    private static final Duration DECIDED_AFTER = Duration.ofSeconds(10);

    private final Storage storage;
    private final Supplier<VectorQuantizer> quantizer;
    private final MemorySearch search;
    private final InstantSource clock;
    private final Instant opened;
    private final ProcessLease turn;

    /// @param quantizer of the dimension of the model in use
    SqliteEmbeddingBacklog(Storage storage, Supplier<VectorQuantizer> quantizer, MemorySearch search,
            InstantSource clock) {
        this.storage = storage;
        this.quantizer = quantizer;
        this.search = search;
        this.clock = clock;
        this.opened = clock.instant();
        this.turn = new ProcessLease(storage, "embedding", TURN, clock);
    }

    @Override
    public boolean isWaiting(String modelId) {
        boolean replacing = mayReplace(modelId);
        return storage.readers().read(database -> BacklogQueries.isAny(database, modelId, replacing))
                && !turn.isElsewhere();
    }

    private boolean mayReplace(String modelId) {
        return !clock.instant().isBefore(opened.plus(DECIDED_AFTER)) && !turn.isContested(modelId);
    }

    @Override
    public boolean takeTurn(String modelId) {
        return turn.take(modelId);
    }

    @Override
    public boolean isTurnElsewhere() {
        return turn.isElsewhere();
    }

    @Override
    public void endTurn() {
        turn.release();
    }

    @Override
    public List<Pending> pending(String modelId, Collection<Long> besides, int limit) {
        boolean replacing = mayReplace(modelId);
        return storage.readers()
                .read(database -> BacklogQueries.pending(database, modelId, replacing, besides, limit));
    }

    @Override
    public Set<MemoryId> withoutVectors(Namespace namespace, Collection<MemoryId> ids, String modelId) {
        return storage.readers()
                .read(database -> BacklogQueries.withoutVectors(database, namespace, ids, modelId));
    }

    @Override
    public long pendingCount(String modelId) {
        return storage.readers().read(database -> BacklogQueries.count(database, modelId));
    }

    @Override
    public void save(String modelId, List<Embedded> embedded) {
        List<List<QuantizedVector>> codes = embedded.stream().map(this::quantize).toList();
        storage.writer().<@Nullable Void>write(bytes(embedded), database -> {
            BacklogQueries.addModel(database, modelId);
            for (int i = 0; i < codes.size(); i++) {
                VectorTables.save(database, modelId, embedded.get(i), codes.get(i));
            }
            return null;
        });
    }

    @Override
    public void keep(String modelId, List<KeptPassage> passages) {
        // one that cannot be searched would spoil its text again and again
        passages.forEach(passage -> quantize(passage.vector()));
        long bytes = passages.stream()
                .mapToLong(one -> (long) Float.BYTES * one.vector().length + one.tokens().length).sum();
        storage.writer().<@Nullable Void>write(bytes, database -> {
            BacklogQueries.addModel(database, modelId);
            passages.forEach(passage -> VectorTables.keep(database, modelId, passage));
            return null;
        });
    }

    @Override
    public List<KeptPassage> kept(String modelId, Pending of) {
        return storage.readers().read(database -> VectorTables.kept(database, modelId, of));
    }

    private List<QuantizedVector> quantize(Embedded embedded) {
        return embedded.passages().stream().map(this::quantize).toList();
    }

    private QuantizedVector quantize(float[] vector) {
        VectorQuantizer used = quantizer.get();
        if (vector.length != used.dimension()) {
            throw new IllegalArgumentException(
                    "a vector of " + vector.length + " dimensions where " + used.dimension() + " are used");
        }
        return used.quantize(vector);
    }

    private static long bytes(List<Embedded> embedded) {
        return embedded.stream().mapToLong(one -> one.tokens().length
                + one.passages().stream().mapToLong(vector -> 5L * vector.length).sum()).sum();
    }

    @Override
    public void linkSimilar(String modelId, List<Embedded> saved, double atLeast) {
        List<Embedded> present = storage.readers().read(database -> saved.stream()
                .filter(one -> !one.passages().isEmpty())
                .filter(one -> modelId.equals(VectorTables.model(database, one.of()))).toList());
        List<Links> links = new ArrayList<>();
        // few namespaces a batch: each index is brought up to date once
        present.stream().collect(Collectors.groupingBy(one -> one.of().namespace()))
                .forEach((namespace, embedded) -> links
                        .addAll(search.nearest(namespace, modelId, embedded, atLeast)));
        if (!links.isEmpty()) {
            write(links);
        }
    }

    private void write(List<Links> links) {
        long count = links.stream().mapToLong(one -> one.similar().size()).sum();
        storage.writer().<@Nullable Void>write(BYTES_PER_LINK * count, database -> {
            links.forEach(one -> SimilarTable.link(database, one));
            return null;
        });
    }

    @Override
    public Map<MemoryId, List<Receipt.Similar>> links(Namespace namespace, Collection<MemoryId> ids) {
        return storage.readers().read(database -> {
            Map<MemoryId, List<Receipt.Similar>> links = new HashMap<>();
            ids.forEach(id -> links.put(id, SimilarTable.links(database, namespace, id)));
            return links;
        });
    }
}
