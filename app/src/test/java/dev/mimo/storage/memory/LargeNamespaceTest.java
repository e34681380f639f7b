package dev.mimo.storage.memory;

import dev.mimo.index.NamespaceIndex;
import dev.mimo.memory.Candidate;
import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.memory.Probe;
import dev.mimo.storage.Durability;
import dev.mimo.storage.Storage;
import dev.mimo.storage.StorageSettings;
import dev.mimo.storage.memory.SqliteMemoryStore.SearchParts;
import dev.mimo.telemetry.HealthProbe.Status;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.VectorQuantizer;
import dev.mimo.words.TextAnalyzer;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A namespace whose search index would take more heap than indexes may.
class LargeNamespaceTest {
    private static final Namespace TEAM = SmallHeapProcess.NAMESPACE;
    private static final Namespace SMALL = new Namespace("small");
    private static final int MEMORIES = 26_000;

    @TempDir
    Path folder;

    @Test
    void words_find_every_memory_and_health_says_what_to_do() {
        try (OpenStore open = open(1 << 20)) {
            fill(open, 3_000);

            for (int i = 0; i < 3_000; i += 71) {
                assertThat(SmallHeapProcess.finds(open, i)).isTrue();
            }

            assertThat(open.memories().isTooLarge(TEAM)).isTrue();
            assertThat(open.memories().health().status()).isEqualTo(Status.DEGRADED);
            assertThat(open.memories().health().facts()).containsKey("searched_by_words_alone")
                    .extractingByKey("remedy").asString().contains("-Xmx");
            assertThat(open.memories().rarity(TEAM, List.of("word"))).containsExactly(1);
        }
    }

    @Test
    void other_namespaces_are_searched_as_always() {
        try (OpenStore open = open(1 << 20)) {
            fill(open, 3_000);
            assertThat(SmallHeapProcess.finds(open, 7)).isTrue();

            open.memories().add(SMALL, List.of(NewMemory.of(Details.of("tea is green"))));

            assertThat(open.memories().search(SMALL, probe("tea", Filter.ALL))).hasSize(1);
            assertThat(open.memories().isTooLarge(SMALL)).isFalse();
        }
    }

    @Test
    void an_index_that_grows_too_large_is_given_up() {
        try (OpenStore open = open(1 << 20)) {
            fill(open, 100);
            assertThat(SmallHeapProcess.finds(open, 7)).isTrue();
            assertThat(open.memories().isTooLarge(TEAM)).isFalse();

            fill(open, 3_000);

            assertThat(SmallHeapProcess.finds(open, 2_999)).isTrue();
            assertThat(open.memories().isTooLarge(TEAM)).isTrue();
            assertThat(open.memories().health().facts()).containsEntry("index_bytes", 0L);
        }
    }

    @Test
    void an_index_is_looked_at_again_after_some_minutes_and_used_once_it_fits() {
        AtomicLong now = new AtomicLong();
        try (OpenStore open = open(1 << 20)) {
            fill(open, 3_000);
            LoadedIndex index = new LoadedIndex(TEAM, "none", new LoadedIndex.Means(open.storage().readers(),
                    open.storage().settings(),
                    new IndexQueries(new MemoryPreparer(new TextAnalyzer(), Details::content)),
                    () -> new NamespaceIndex(new TextAnalyzer(), new VectorQuantizer(8), DotKernels.plain()),
                    now::get));
            assertThat(index.upTo(3_000, () -> {})).isNull();

            open.storage().writer().write(1, database -> database
                    .sql("DELETE FROM memory_version WHERE rowid % 10 > 0").update());
            assertThat(index.upTo(3_000, () -> {})).isNull();
            now.addAndGet(Duration.ofMinutes(6).toNanos());

            assertThat(index.upTo(3_000, () -> {})).isNotNull();
            assertThat(index.tooLargeBytes()).isZero();
        }
    }

    @Test
    void filters_neighbors_and_edits_hold_without_an_index() {
        try (OpenStore open = open(1)) {
            List<MemoryId> turns = IntStream.range(0, 3).mapToObj(i -> turn(open, "s", "turn " + i + " of the walk"))
                    .toList();
            turn(open, "t", "turn 1 of another");
            open.memories().update(TEAM, turns.get(1), new Patch("a rare zeppelin", null, null, null, null, null));

            List<Candidate> found = open.memories().search(TEAM, probe("zeppelin", Filter.ALL));

            assertThat(found).extracting(Candidate::id).containsExactly(turns.get(1), turns.get(0), turns.get(2));
            assertThat(found.getFirst().previous()).isEqualTo(1);
            assertThat(found.getFirst().next()).isEqualTo(2);
            assertThat(found.get(1).next()).isZero();
            assertThat(found).extracting(Candidate::meaning).allMatch(meaning -> meaning.isNaN());
            Filter inT = new Filter(List.of(), List.of(), List.of("t"), null, null, null);
            assertThat(open.memories().search(TEAM, probe("turn", inT))).extracting(Candidate::session)
                    .containsExactly("t");
        }
    }

    @Test
    void a_memory_that_is_edited_while_the_index_is_loaded_is_found_once() {
        AtomicBoolean edited = new AtomicBoolean();
        try (OpenStore writing = open(64 << 20)) {
            MemoryId tea = turn(writing, "s", "tea with milk");
            // more than is read at once
            fill(writing, 5_100);
            turn(writing, "s", "the last");
            writing.storage().writer().write(1, database -> database
                    .sql("UPDATE memory_version SET entry_version = 0 WHERE content = 'the last'").update());
            // what is asked for the words of entries that another version of the program wrote
            Function<Details, String> editing = details -> {
                if (details.content().equals("the last") && !edited.getAndSet(true)) {
                    writing.memories().update(TEAM, tea, new Patch("tea with honey", null, null, null, null, null));
                }
                return details.content();
            };
            try (Storage storage = Storage.open(folder.resolve("mimo.db"), OpenStore.settings(Durability.NORMAL));
                    SqliteMemoryStore reading = new SqliteMemoryStore(storage, new SearchParts(editing,
                            new TextAnalyzer(), new VectorQuantizer(8), DotKernels.plain()), Clock.systemUTC())) {
                List<Candidate> found = reading.search(TEAM, probe("tea", Filter.ALL));

                assertThat(edited).isTrue();
                assertThat(found).filteredOn(one -> one.words() > 0).singleElement()
                        .satisfies(one -> assertThat(one.id()).isEqualTo(tea));
            }
        }
    }

    @Test
    void a_process_with_a_small_heap_answers_rightly_and_does_not_run_out_of_it() throws Exception {
        try (OpenStore open = open(512 << 20)) {
            fill(open, MEMORIES);
        }
        Path errors = folder.resolve("errors");
        Process process = ChildProcesses.startWithHeap("-Xmx28m", SmallHeapProcess.class, errors,
                folder.resolve("mimo.db").toString(), String.valueOf(MEMORIES));
        try (BufferedReader answers = process.inputReader()) {
            assertThat(answers.readLine()).as(Files.readString(errors)).isEqualTo("wrong 0 too-large true DEGRADED");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private OpenStore open(long indexBytes) {
        StorageSettings settings = OpenStore.withIndexBytes(OpenStore.settings(Durability.NORMAL), indexBytes);
        return OpenStore.at(folder.resolve("mimo.db"), Clock.systemUTC(), settings);
    }

    private static void fill(OpenStore open, int memories) {
        for (int from = 0; from < memories; from += 1_000) {
            open.memories().add(TEAM, IntStream.range(from, Math.min(from + 1_000, memories))
                    .mapToObj(i -> NewMemory.of(Details.of(SmallHeapProcess.text(i)))).toList());
        }
    }

    private static MemoryId turn(OpenStore open, String session, String text) {
        Details plain = Details.of(text);
        Details turn = new Details(text, plain.category(), plain.importance(), plain.tags(), plain.metadata(),
                plain.source(), session, plain.speaker(), plain.trust(), plain.occurredAt());
        return new MemoryId(Objects.requireNonNull(
                open.memories().add(TEAM, List.of(NewMemory.of(turn))).getFirst().id()));
    }

    private static Probe probe(String words, Filter filter) {
        return new Probe(words, null, "none", filter, 5);
    }
}
