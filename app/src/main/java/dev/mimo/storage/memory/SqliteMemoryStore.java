package dev.mimo.storage.memory;

import dev.mimo.index.NamespaceIndex;
import dev.mimo.memory.Candidate;
import dev.mimo.memory.Details;
import dev.mimo.memory.EmbeddingBacklog;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.memory.MemoryStore;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.memory.Probe;
import dev.mimo.memory.transfer.TransferStore;
import dev.mimo.storage.PageCursor;
import dev.mimo.storage.Storage;
import dev.mimo.storage.memory.MemoryPreparer.Prepared;
import dev.mimo.storage.memory.MemoryVersionTable.Version;
import dev.mimo.storage.memory.MemoryWrites.Offer;
import dev.mimo.storage.undo.MemoryDependents;
import dev.mimo.storage.undo.ReversibleKind;
import dev.mimo.telemetry.HealthProbe;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Page;
import dev.mimo.terms.Receipt;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.VectorQuantizer;
import dev.mimo.words.TextAnalyzer;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Memories in SQLite: rows in the data file, search indexes in memory.
public final class SqliteMemoryStore implements MemoryStore, HealthProbe, AutoCloseable {
    private static final int BYTES_PER_SMALL_WRITE = 1_000;
    private static final int LIMIT_MAX = 200;

    private final Storage storage;
    private final Clock clock;
    private final MemoryPreparer preparation;
    private final MemoryWrites writes;
    private final MemorySearch search;
    private final EmbeddingBacklog backlog;
    private final MemoryDependents dependents;
    private final RecallCounts counts = new RecallCounts();

    /// What search is made of.
    ///
    /// @param searchText the words by which a memory is to be found
    /// @param quantizer of the dimension of the model in use, which may become known later
    public record SearchParts(Function<Details, String> searchText, TextAnalyzer analyzer,
            Supplier<VectorQuantizer> quantizer, DotKernels kernels) {
        public SearchParts(Function<Details, String> searchText, TextAnalyzer analyzer, VectorQuantizer quantizer,
                DotKernels kernels) {
            this(searchText, analyzer, () -> quantizer, kernels);
        }
    }

    public SqliteMemoryStore(Storage storage, SearchParts parts, Clock clock) {
        this(storage, parts, clock, MemoryDependents.NONE);
    }

    /// @param dependents what goes and comes back with memories
    public SqliteMemoryStore(Storage storage, SearchParts parts, Clock clock, MemoryDependents dependents) {
        this.storage = storage;
        this.clock = clock;
        this.dependents = dependents;
        preparation = new MemoryPreparer(parts.analyzer(), parts.searchText());
        writes = new MemoryWrites(clock, storage.settings().undoLifetime(), preparation, dependents);
        search = new MemorySearch(storage, new IndexQueries(preparation),
                () -> new NamespaceIndex(parts.analyzer(), parts.quantizer().get(), parts.kernels()));
        backlog = new SqliteEmbeddingBacklog(storage, parts.quantizer(), search, clock);
        storage.every(storage.settings().countsEvery(), this::writeCounts);
        storage.every(EntryRenewal.PAUSE, new EntryRenewal(storage, preparation)::run);
    }

    /// What waits for vectors in the same file.
    public EmbeddingBacklog backlog() {
        return backlog;
    }

    /// How memories leave the same file, and come into it.
    public TransferStore transfer() {
        return new SqliteTransferStore(storage, preparation, counts, clock);
    }

    /// How writes here are undone.
    public ReversibleKind reversal() {
        return new MemoryReversal(dependents);
    }

    @Override
    public List<Receipt> add(Namespace namespace, List<NewMemory> memories) {
        if (memories.isEmpty()) {
            return List.of();
        }
        List<Offer> offers = memories.stream()
                .map(memory -> new Offer(preparation.prepare(memory.details()), memory.key())).toList();
        long bytes = offers.stream().mapToLong(offer -> offer.prepared().bytes()).sum();
        List<Receipt> receipts =
                storage.writer().write(bytes, database -> writes.add(database, namespace, offers));
        for (Receipt receipt : receipts) {
            String existing = receipt.sameAs();
            if (existing != null) {
                counts.repeated(namespace, new MemoryId(existing));
            }
        }
        return receipts;
    }

    @Override
    public @Nullable Memory find(Namespace namespace, MemoryId id, @Nullable Instant knownAt) {
        List<Memory> found = findAll(namespace, List.of(id), knownAt);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public List<Memory> findAll(Namespace namespace, List<MemoryId> ids, @Nullable Instant knownAt) {
        if (ids.isEmpty()) {
            // every write asks for what was recalled a moment ago, which mostly is nothing
            return List.of();
        }
        return completed(storage.readers()
                .read(database -> MemoryQueries.these(database, namespace, ids, knownAt)));
    }

    @Override
    public Page<Memory> versions(Namespace namespace, MemoryId id, @Nullable Cursor cursor) {
        int after = cursor == null ? 0 : PageCursor.read(cursor, Integer::valueOf);
        Page<Memory> page = storage.readers().read(database -> MemoryQueries.versions(database, namespace, id, after));
        return new Page<>(completed(page.items()), page.next());
    }

    private List<Memory> completed(List<Memory> memories) {
        return memories.stream().map(counts::completed).toList();
    }

    @Override
    public Page<Memory> list(Namespace namespace, Filter filter, int limit, @Nullable Cursor cursor) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("a page has 1 to " + LIMIT_MAX + " memories, not " + limit);
        }
        MemoryId olderThan = cursor == null ? null : PageCursor.read(cursor, MemoryId::new);
        // one more than asked tells whether there is a next page
        List<Memory> found = completed(storage.readers()
                .read(database -> MemoryQueries.list(database, namespace, filter, limit + 1, olderThan)));
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<Memory> page = found.subList(0, limit);
        return new Page<>(page, PageCursor.after(page.getLast().id().value()));
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        return storage.readers().read(database -> MemoryQueries.count(database, namespace, filter));
    }

    @Override
    public Receipt update(Namespace namespace, MemoryId id, Patch patch) {
        Version old = storage.readers().read(database -> MemoryVersionTable.current(database, namespace, id));
        if (old == null) {
            throw MemoryWrites.unknown(namespace, id);
        }
        Prepared likely = preparation.prepare(MemoryWrites.patched(old, patch));
        return storage.writer().write(likely.bytes(),
                database -> writes.update(database, namespace, id, patch, likely));
    }

    @Override
    public Receipt delete(Namespace namespace, MemoryId id) {
        return storage.writer().write(BYTES_PER_SMALL_WRITE, database -> writes.delete(database, namespace, id));
    }

    @Override
    public Receipt deleteWhere(Namespace namespace, Filter filter) {
        if (filter.isEmpty() || filter.knownAt() != null) {
            throw new IllegalArgumentException("no filter for a deletion: " + filter);
        }
        return new FilteredDeletion(storage, clock, namespace, filter, dependents).run();
    }

    @Override
    public List<Candidate> search(Namespace namespace, Probe probe) {
        return search.candidates(namespace, probe);
    }

    @Override
    public int waiting(Namespace namespace, String modelId) {
        return search.waiting(namespace, modelId);
    }

    @Override
    public Set<Long> waitingRows(Namespace namespace, String modelId) {
        return search.waitingRows(namespace, modelId);
    }

    @Override
    public boolean isTooLarge(Namespace namespace) {
        return search.isTooLarge(namespace);
    }

    @Override
    public double information(Namespace namespace, String question) {
        return search.information(namespace, question);
    }

    @Override
    public double[] rarity(Namespace namespace, List<String> words) {
        return search.rarity(namespace, words);
    }

    @Override
    public List<byte[]> tokenVectors(Namespace namespace, List<Candidate> candidates, String modelId) {
        long[] rows = candidates.stream().mapToLong(Candidate::row).toArray();
        return storage.readers().read(database -> VectorTables.tokens(database, namespace, modelId, rows));
    }

    @Override
    public void recalled(Namespace namespace, Collection<MemoryId> ids) {
        long now = Micros.floor(clock.instant());
        ids.forEach(id -> counts.recalled(namespace, id, now));
    }

    @Override
    public List<MemoryId> recalledSince(Namespace namespace, Instant since, int limit) {
        long from = Micros.floor(since);
        Map<MemoryId, Long> recalls = new HashMap<>(storage.readers()
                .read(database -> AccessTable.recalledSince(database, namespace, from, limit)));
        counts.recalledSince(namespace, from).forEach((id, at) -> recalls.merge(id, at, Math::max));
        List<MemoryId> latestFirst = recalls.entrySet().stream()
                .sorted(Map.Entry.<MemoryId, Long>comparingByValue().reversed()).map(Map.Entry::getKey).toList();
        if (latestFirst.isEmpty()) {
            // every write asks, and mostly there is nothing
            return List.of();
        }
        Set<MemoryId> inForce = storage.readers()
                .read(database -> AccessTable.inForce(database, namespace, latestFirst));
        return latestFirst.stream().filter(inForce::contains).limit(limit).toList();
    }

    @Override
    public NamesInUse names(Namespace namespace, NamesInUse.Question question) {
        return storage.readers().read(database -> NameQueries.find(database, namespace, question));
    }

    /// Writes the counts that wait; done by itself now and then.
    void writeCounts() {
        counts.flush(storage.writer());
    }

    @Override
    public Health health() {
        String trouble = storage.trouble();
        Map<String, Object> facts = new HashMap<>(Map.of("writes_waiting", storage.writer().waiting(),
                "indexes", search.indexes(), "index_bytes", search.indexBytes()));
        if (trouble != null) {
            facts.put("trouble", trouble);
        }
        Map<String, Long> tooLarge = search.tooLarge();
        if (!tooLarge.isEmpty()) {
            facts.put("searched_by_words_alone", tooLarge);
            facts.put("remedy", TOO_LARGE_REMEDY);
        }
        boolean well = trouble == null && tooLarge.isEmpty();
        return new Health(well ? Status.UP : storage.isUsable() ? Status.DEGRADED : Status.DOWN, facts);
    }

    /// Writes the counts that wait. The storage stays open: it is closed by who opened it.
    @Override
    public void close() {
        writeCounts();
    }
}
