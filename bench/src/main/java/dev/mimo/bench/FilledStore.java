package dev.mimo.bench;

import dev.mimo.Settings;
import dev.mimo.memory.Details;
import dev.mimo.memory.EmbeddingBacklog;
import dev.mimo.memory.EmbeddingBacklog.Embedded;
import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.SearchText;
import dev.mimo.memory.Trust;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.storage.Storage;
import dev.mimo.storage.memory.SqliteMemoryStore;
import dev.mimo.storage.memory.SqliteMemoryStore.SearchParts;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.OffsetTimes;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.VectorQuantizer;
import dev.mimo.words.TextAnalyzer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Fills a home directory with conversations of two, faster than the model could: through the store, with made
/// vectors that count as the model's.
final class FilledStore {
    static final Namespace NAMESPACE = new Namespace("default");
    static final List<String> SPEAKERS = List.of("Priya", "Jonas");

    private static final Instant FIRST = Instant.parse("2024-01-01T08:00:00Z");
    private static final Duration BETWEEN_TURNS = Duration.ofSeconds(40);
    private static final int TURNS_PER_SESSION = 20;
    private static final int BATCH = 5_000;
    private static final int VECTORS_PER_WRITE = 1_000;

    private final EmbeddingModel model;
    private final SyntheticTexts texts;
    private final SyntheticVectors vectors;

    FilledStore(EmbeddingModel model, SyntheticTexts texts, SyntheticVectors vectors) {
        this.model = model;
        this.texts = texts;
        this.vectors = vectors;
    }

    /// Leaves that many memories in `NAMESPACE`, none of them waiting for vectors.
    void fill(Settings settings, int memories) {
        try (Storage storage = Storage.open(settings.home().resolve("mimo.db"), settings.storage());
                SqliteMemoryStore store = new SqliteMemoryStore(storage, parts(), Clock.systemUTC())) {
            for (int from = 0; from < memories; from += BATCH) {
                store.add(NAMESPACE, turns(from, Math.min(BATCH, memories - from)));
                addVectors(store.backlog());
            }
        }
    }

    private SearchParts parts() {
        return new SearchParts(SearchText::words, new TextAnalyzer(), new VectorQuantizer(model.dimension()),
                DotKernels.best());
    }

    private List<NewMemory> turns(int from, int count) {
        List<NewMemory> turns = new ArrayList<>(count);
        for (int turn = from; turn < from + count; turn++) {
            turns.add(NewMemory.of(new Details(texts.turn(), "episode", 0.5, List.of(), "{}", null,
                    "session-" + turn / TURNS_PER_SESSION, SPEAKERS.get(turn % SPEAKERS.size()), Trust.USER,
                    OffsetTimes.utc(FIRST.plus(BETWEEN_TURNS.multipliedBy(turn))))));
        }
        return turns;
    }

    private void addVectors(EmbeddingBacklog backlog) {
        List<Pending> pending = backlog.pending(model.id(), Set.of(), VECTORS_PER_WRITE);
        while (!pending.isEmpty()) {
            backlog.save(model.id(), pending.stream().map(this::embedded).toList());
            pending = backlog.pending(model.id(), Set.of(), VECTORS_PER_WRITE);
        }
    }

    private Embedded embedded(Pending pending) {
        SyntheticVectors.Made made = vectors.next();
        return new Embedded(pending, List.of(made.vector()), made.tokens());
    }
}
