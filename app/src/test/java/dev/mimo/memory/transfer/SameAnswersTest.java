package dev.mimo.memory.transfer;

import dev.mimo.TestClock;
import dev.mimo.json.Json;
import dev.mimo.memory.Details;
import dev.mimo.memory.EchoGuard;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Indexing;
import dev.mimo.memory.Memories;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.PassageEmbedder;
import dev.mimo.memory.Patch;
import dev.mimo.memory.SearchText;
import dev.mimo.memory.Trust;
import dev.mimo.memory.recall.Effort;
import dev.mimo.memory.recall.FreshVectors;
import dev.mimo.memory.recall.LateInteraction;
import dev.mimo.memory.recall.Question;
import dev.mimo.memory.recall.Recall;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.memory.recall.Recalled;
import dev.mimo.memory.recall.Weights;
import dev.mimo.memory.transfer.export.ExportCodec;
import dev.mimo.memory.transfer.format.ImportLimits;
import dev.mimo.models.EmbeddingSettings;
import dev.mimo.models.ModelHost;
import dev.mimo.storage.Storage;
import dev.mimo.storage.StorageSettings;
import dev.mimo.storage.memory.SqliteMemoryStore;
import dev.mimo.storage.memory.SqliteMemoryStore.SearchParts;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.TokenVectors;
import dev.mimo.vector.VectorQuantizer;
import dev.mimo.words.TextAnalyzer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// With the real model, through recall itself.
class SameAnswersTest {
    private static final Namespace TEAM = new Namespace("team");
    private static final MemorySettings LIMITS = MemorySettings.defaults();

    @Test
    void an_export_imported_into_an_empty_home_answers_the_same(@TempDir Path folder) throws IOException {
        TestClock clock = new TestClock();
        try (Home home = new Home(folder.resolve("a.db"), clock);
                Home other = new Home(folder.resolve("b.db"), clock)) {
            home.memories.rememberIndexed(TEAM, memories(), Duration.ofMinutes(1));
            MemoryId edited = new MemoryId(Objects.requireNonNull(home.memories.remember(TEAM,
                    List.of(NewMemory.of(Details.of("The office is in Ghent")))).getFirst().id()));
            Instant then = clock.instant();
            clock.advance(Duration.ofDays(1));
            home.memories.update(TEAM, edited, new Patch("The office moved to Bruges", null, null, null, null, null));
            Path file = folder.resolve("export.jsonl");
            export(home, clock, file);

            new Importer(other.store.transfer(), LIMITS, ImportLimits.defaults(), other.indexing::wake)
                    .importFile(TEAM, new ImportRequest(null, null, false), file, (_, _, _) -> {});
            home.awaitIndexed();
            other.awaitIndexed();

            for (String question : List.of("What does Priya drink?", "who moved to another city", "office",
                    "What did Ana say about the garden in May 2023?", "which pet")) {
                for (Effort effort : Effort.values()) {
                    assertThat(other.answer(question, effort)).as(question).hasSizeGreaterThan(2)
                            .isEqualTo(home.answer(question, effort));
                }
            }
            // an old version has no vectors in the other home, which makes its score another
            assertThat(other.best("office in Ghent", then)).isEqualTo(home.best("office in Ghent", then))
                    .isEqualTo(Details.of("The office is in Ghent"));
        }
    }

    private static void export(Home home, TestClock clock, Path file) throws IOException {
        ExportCodec codec = new ExportCodec(LIMITS);
        List<byte[]> lines = new ArrayList<>();
        new Exporter(home.store.transfer(), clock).export(new ExportRequest(TEAM),
                line -> lines.add(Json.bytes(codec.write(line))));
        try (OutputStream out = Files.newOutputStream(file)) {
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
    }

    private static List<NewMemory> memories() {
        List<NewMemory> memories = new ArrayList<>();
        for (String text : List.of("Priya prefers strong tea over coffee", "The cat is called Miso",
                "Bo left Antwerp for Brussels last spring", "Deploys happen on Tuesdays")) {
            memories.add(NewMemory.of(Details.of(text)));
        }
        OffsetDateTime may = OffsetDateTime.parse("2023-05-31T23:56:00-07:00");
        for (String turn : List.of("Ana: How is the garden?", "Bo: The roses are out, the rest is mud.",
                "Ana: I planted beans in mine.", "Bo: Tell me about the beans.")) {
            String[] said = turn.split(": ", 2);
            memories.add(NewMemory.of(new Details(said[1], "episode", 0.5, List.of("chat"), "{}", null, "s-1", said[0],
                    Trust.USER, may)));
        }
        return memories;
    }

    /// An open file with all it takes to answer.
    private static final class Home implements AutoCloseable {
        final Storage storage;
        final SqliteMemoryStore store;
        final ModelHost models;
        final Indexing indexing;
        final Memories memories;
        final Recall recall;

        Home(Path file, TestClock clock) {
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            Path dist = Path.of(Objects.requireNonNull(System.getProperty("mimo.dist")));
            models = ModelHost.of(EmbeddingSettings.defaults(), dist, clock, meters);
            VectorQuantizer quantiser = new VectorQuantizer(models.dimension());
            TokenVectors tokens = new TokenVectors(quantiser, DotKernels.best());
            storage = Storage.open(file, StorageSettings.defaults());
            store = new SqliteMemoryStore(storage,
                    new SearchParts(SearchText::words, new TextAnalyzer(), quantiser, DotKernels.best()), clock);
            indexing = new Indexing(store.backlog(), models, new PassageEmbedder(tokens), 2, 0.95);
            EchoGuard echoes = new EchoGuard(store, clock, Duration.ZERO);
            memories = new Memories(store, indexing, echoes, clock, meters);
            recall = new Recall(new Recall.Parts(store, models, new LateInteraction(store, tokens), echoes,
                    new FreshVectors(store, indexing)),
                    RecallSettings.defaults(), clock, meters);
            indexing.start();
        }

        void awaitIndexed() {
            long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (store.backlog().pendingCount(models.id()) > 0) {
                assertThat(System.nanoTime()).isLessThan(until);
                Thread.onSpinWait();
            }
        }

        Recalled recall(String question, Effort effort, @Nullable Instant knownAt) {
            return recall.recall(TEAM, new Question(question,
                    new Filter(List.of(), List.of(), List.of(), null, null, knownAt), 5, 2_000, 0, effort,
                    Weights.DEFAULTS, false, 0));
        }

        List<String> answer(String question, Effort effort) {
            return recall(question, effort, null).hits().stream()
                    .map(hit -> hit.memory().id() + " " + hit.memory().details() + " " + hit.score()).toList();
        }

        Details best(String question, Instant knownAt) {
            return recall(question, Effort.NORMAL, knownAt).hits().getFirst().memory().details();
        }

        @Override
        public void close() {
            indexing.close();
            store.close();
            storage.close();
            models.close();
        }
    }
}
