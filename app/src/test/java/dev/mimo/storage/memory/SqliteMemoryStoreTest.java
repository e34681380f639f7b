package dev.mimo.storage.memory;

import dev.mimo.TestClock;
import dev.mimo.memory.Candidate;
import dev.mimo.memory.Details;
import dev.mimo.memory.EmbeddingBacklog.Embedded;
import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.memory.Probe;
import dev.mimo.memory.Trust;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.Durability;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.Receipt.Similar;
import dev.mimo.terms.UndoHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SuppressWarnings("NullAway.Init") // set before each test
class SqliteMemoryStoreTest {
    private static final Namespace TEAM = new Namespace("team");
    private static final Namespace OTHERS = new Namespace("others");
    private static final String MODEL = "model-1";

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private OpenStore open;
    private SqliteMemoryStore store;

    @BeforeEach
    void openStore() {
        open = OpenStore.at(folder.resolve("mimo.db"), clock);
        store = open.memories();
    }

    @AfterEach
    void closeStore() {
        open.close();
    }

    @Test
    void words_find_a_memory_as_soon_as_it_is_stored() {
        MemoryId id = remember("Priya prefers tea over coffee");

        assertThat(found("tea", null)).containsExactly(id);
        assertThat(store.search(OTHERS, probe("tea", null))).isEmpty();
    }

    @Test
    void another_process_finds_it_at_once_and_sees_it_change() {
        try (OpenStore other = OpenStore.at(folder.resolve("mimo.db"), clock)) {
            assertThat(other.memories().search(TEAM, probe("tea", null))).isEmpty();
            MemoryId id = remember("Priya prefers tea");
            assertThat(ids(other.memories().search(TEAM, probe("tea", null)))).containsExactly(id);

            other.memories().update(TEAM, id, content("Priya prefers coffee"));
            assertThat(found("tea", null)).isEmpty();
            assertThat(found("coffee", null)).containsExactly(id);

            UndoHandle deleted = Objects.requireNonNull(store.delete(TEAM, id).undo());
            assertThat(other.memories().search(TEAM, probe("coffee", null))).isEmpty();

            other.undo().undo(TEAM, deleted);
            assertThat(found("coffee", null)).containsExactly(id);
        }
    }

    @Test
    void a_search_sees_what_was_known_then() {
        MemoryId id = remember("The office is in Ghent");
        Instant then = clock.instant();
        clock.advance(Duration.ofDays(1));
        store.update(TEAM, id, content("The office is in Bruges"));

        assertThat(found("Ghent", null)).isEmpty();
        assertThat(found("Ghent", then)).containsExactly(id);
        assertThat(found("Bruges", then)).isEmpty();
    }

    @Test
    void an_edit_does_not_change_when_it_happened() {
        MemoryId id = remember("The roof leaks");
        Instant happened = clock.instant();
        clock.advance(Duration.ofDays(1));

        store.update(TEAM, id, new Patch(null, "observation", null, null, null, null));

        Memory edited = Objects.requireNonNull(store.find(TEAM, id, null));
        assertThat(edited.occurredAt().toInstant()).isEqualTo(happened);
        assertThat(edited.recordedAt()).isEqualTo(clock.instant());
    }

    @Test
    void an_update_to_the_text_of_another_memory_is_refused() {
        remember("tea");
        MemoryId other = remember("coffee");

        assertThat(refusal(() -> store.update(TEAM, other, content(" tea ")))).isInstanceOf(Refusal.Conflict.class);
    }

    @Test
    void what_is_offered_again_is_counted() {
        MemoryId id = remember("tea");
        store.add(TEAM, List.of(NewMemory.of(Details.of("tea")), NewMemory.of(Details.of(" tea"))));

        assertThat(Objects.requireNonNull(store.find(TEAM, id, null)).access().repeats()).isEqualTo(2);
        store.writeCounts();
        assertThat(Objects.requireNonNull(store.find(TEAM, id, null)).access().repeats()).isEqualTo(2);
    }

    @Test
    void recalls_are_seen_at_once_here_and_elsewhere_when_written() {
        MemoryId tea = remember("tea");
        MemoryId coffee = remember("coffee");
        Instant before = clock.instant();
        store.recalled(TEAM, List.of(tea));
        clock.advance(Duration.ofSeconds(1));
        store.recalled(TEAM, List.of(coffee, tea, new MemoryId("unknown")));
        store.recalled(OTHERS, List.of(tea));

        assertThat(store.recalledSince(TEAM, before, 10)).containsExactlyInAnyOrder(tea, coffee);
        assertThat(store.recalledSince(OTHERS, before, 10)).isEmpty();
        try (OpenStore other = OpenStore.at(folder.resolve("mimo.db"), clock)) {
            assertThat(other.memories().recalledSince(TEAM, before, 10)).isEmpty();
            store.writeCounts();
            assertThat(other.memories().recalledSince(TEAM, before, 10)).containsExactlyInAnyOrder(tea, coffee);
            assertThat(other.memories().findAll(TEAM, List.of(tea), null))
                    .allSatisfy(memory -> assertThat(memory.access().count()).isEqualTo(2));
            assertThat(other.memories().recalledSince(TEAM, clock.instant().plusMillis(1), 10)).isEmpty();
            assertThat(other.memories().recalledSince(TEAM, before, 1)).hasSize(1);
            store.delete(TEAM, coffee);
            assertThat(other.memories().recalledSince(TEAM, before, 10)).containsExactly(tea);
        }
    }

    @Test
    void a_version_is_pending_until_it_has_vectors_of_the_model() {
        MemoryId tea = remember("tea");
        MemoryId coffee = remember("coffee");

        List<Pending> pending = open.backlog().pending(MODEL, Set.of(), 10);
        assertThat(pending).extracting(Pending::id).containsExactly(tea, coffee);
        assertThat(open.backlog().pending(MODEL, Set.of(pending.getFirst().row()), 10)).extracting(Pending::id)
                .containsExactly(coffee);
        assertThat(open.backlog().withoutVectors(TEAM, List.of(tea, coffee), MODEL)).containsExactlyInAnyOrder(tea,
                coffee);
        assertThat(open.backlog().pending(MODEL, Set.of(), 1)).hasSize(1);
        assertThat(open.backlog().pendingCount(MODEL)).isEqualTo(2);

        open.backlog().save(MODEL, pending.stream().map(one -> embedded(one, 1)).toList());
        assertThat(open.backlog().pending(MODEL, Set.of(), 10)).isEmpty();
        assertThat(open.backlog().pendingCount(MODEL)).isZero();
        assertThat(open.backlog().withoutVectors(TEAM, List.of(tea, coffee), MODEL)).isEmpty();
        assertThat(open.backlog().withoutVectors(TEAM, List.of(tea, coffee), "model-2")).hasSize(2);
        assertThat(open.backlog().pendingCount("model-2")).isEqualTo(2);

        store.update(TEAM, tea, content("green tea"));
        assertThat(open.backlog().pending(MODEL, Set.of(), 10)).extracting(Pending::id).containsExactly(tea);
        store.delete(TEAM, tea);
        assertThat(open.backlog().pending(MODEL, Set.of(), 10)).isEmpty();
    }

    @Test
    void meaning_finds_what_is_embedded_by_any_process() {
        MemoryId tea = remember("tea");
        MemoryId coffee = remember("coffee");
        try (OpenStore other = OpenStore.at(folder.resolve("mimo.db"), clock)) {
            assertThat(other.memories().search(TEAM, meaning(7))).isEmpty();
            List<Pending> pending = open.backlog().pending(MODEL, Set.of(), 10);
            open.backlog().save(MODEL, List.of(embedded(pending.get(0), 7), embedded(pending.get(1), 8)));

            List<Candidate> candidates = other.memories().search(TEAM, meaning(7));

            assertThat(ids(candidates)).startsWith(tea).contains(coffee);
            assertThat(candidates.getFirst().meaning()).isCloseTo(1, Offset.offset(1e-4));
            assertThat(other.memories().tokenVectors(TEAM, candidates, MODEL).getFirst()).containsExactly(7);
            assertThat(other.memories().tokenVectors(OTHERS, candidates, MODEL).getFirst()).isEmpty();
            assertThat(other.memories().tokenVectors(TEAM, candidates, "model-2").getFirst()).isEmpty();
        }
    }

    @Test
    void an_undone_deletion_has_its_vectors_again() {
        MemoryId id = remember("tea");
        UndoHandle deleted = Objects.requireNonNull(store.delete(TEAM, id).undo());
        open.undo().undo(TEAM, deleted);
        open.backlog().save(MODEL, List.of(embedded(open.backlog().pending(MODEL, Set.of(), 1).getFirst(), 3)));
        deleted = Objects.requireNonNull(store.delete(TEAM, id).undo());

        open.undo().undo(TEAM, deleted);

        assertThat(open.backlog().pendingCount(MODEL)).isZero();
        assertThat(ids(store.search(TEAM, meaning(3)))).containsExactly(id);
    }

    @Test
    void vectors_for_a_row_of_another_namespace_are_not_saved() {
        remember("tea");
        Pending real = open.backlog().pending(MODEL, Set.of(), 1).getFirst();
        Pending forged = new Pending(real.row(), OTHERS, real.id(), real.details());

        open.backlog().save(MODEL, List.of(embedded(forged, 1)));

        assertThat(open.backlog().pendingCount(MODEL)).isEqualTo(1);
    }

    @Test
    void near_duplicates_are_found_and_linked_while_they_exist() {
        MemoryId tea = remember("tea");
        MemoryId coffee = remember("coffee");
        MemoryId again = remember("tea!");
        List<Pending> pending = open.backlog().pending(MODEL, Set.of(), 10);
        List<Embedded> embedded = List.of(embedded(pending.get(0), 1), embedded(pending.get(1), 2),
                embedded(pending.get(2), 1));
        open.backlog().linkSimilar(MODEL, embedded, 0.9);
        assertThat(links(TEAM, again)).isEmpty();
        open.backlog().save(MODEL, embedded);

        open.backlog().linkSimilar(MODEL, embedded, 0.9);

        assertThat(links(TEAM, again)).extracting(Similar::id).containsExactly(tea.value());
        assertThat(links(TEAM, tea)).extracting(Similar::id).containsExactly(again.value());
        assertThat(links(TEAM, coffee)).isEmpty();
        assertThat(links(OTHERS, again)).isEmpty();
        store.delete(TEAM, tea);
        assertThat(links(TEAM, again)).isEmpty();
    }

    @Test
    void links_end_with_an_edit_of_either_text_and_come_back_with_its_undo() {
        MemoryId tea = remember("tea");
        MemoryId again = remember("tea!");
        List<Embedded> embedded =
                open.backlog().pending(MODEL, Set.of(), 10).stream().map(one -> embedded(one, 1)).toList();
        open.backlog().save(MODEL, embedded);
        open.backlog().linkSimilar(MODEL, embedded, 0.9);

        UndoHandle edited = Objects.requireNonNull(store.update(TEAM, tea, content("coffee")).undo());
        assertThat(links(TEAM, again)).isEmpty();
        assertThat(links(TEAM, tea)).isEmpty();

        open.undo().undo(TEAM, edited);
        assertThat(links(TEAM, again)).extracting(Similar::id).containsExactly(tea.value());
        assertThat(links(TEAM, tea)).extracting(Similar::id).containsExactly(again.value());
    }

    @Test
    void what_has_vectors_of_another_model_meanwhile_is_not_linked() {
        remember("tea");
        MemoryId again = remember("tea!");
        List<Embedded> embedded =
                open.backlog().pending(MODEL, Set.of(), 10).stream().map(one -> embedded(one, 1)).toList();
        open.backlog().save("another@1", embedded);

        open.backlog().linkSimilar(MODEL, embedded, 0.9);

        assertThat(links(TEAM, again)).isEmpty();
    }

    private List<Similar> links(Namespace namespace, MemoryId id) {
        return open.backlog().links(namespace, List.of(id)).getOrDefault(id, List.of());
    }

    @Test
    void rare_words_are_more_telling() {
        IntStream.range(0, 20).forEach(i -> remember("the weather on day " + i));
        remember("the zeppelin");

        double[] rarity = store.rarity(TEAM, List.of("weather", "zeppelin", "unheard", "!"));

        assertThat(rarity[1]).isGreaterThan(rarity[0]);
        assertThat(rarity[2]).isGreaterThan(rarity[1]);
        assertThat(rarity[3]).isPositive();
        assertThat(store.rarity(OTHERS, List.of("weather"))).containsExactly(1);
    }

    @Test
    void a_deleted_memory_is_gone_for_good_when_its_handle_expires() {
        MemoryId id = remember("tea");
        open.backlog().save(MODEL, List.of(embedded(open.backlog().pending(MODEL, Set.of(), 1).getFirst(), 1)));
        UndoHandle handle = Objects.requireNonNull(store.delete(TEAM, id).undo());
        clock.advance(Duration.ofDays(29));
        open.undo().purge();
        assertThat(store.versions(TEAM, id, null).items()).hasSize(1);

        clock.advance(Duration.ofDays(2));
        open.undo().purge();

        assertThat(store.versions(TEAM, id, null).items()).isEmpty();
        assertThat(refusal(() -> open.undo().undo(TEAM, handle))).isInstanceOf(Refusal.NotFound.class);
        for (String table : List.of("memory_version", "vector_code", "vector_full", "token_vectors", "undo",
                "undo_item", "access", "similar")) {
            long rows = open.storage().readers().read(database -> database.sql("SELECT count(*) FROM " + table)
                    .number());
            assertThat(rows).as(table).isZero();
        }
    }

    @Test
    void what_lives_outlives_its_handles() {
        MemoryId kept = remember("tea");
        store.update(TEAM, kept, content("green tea"));
        MemoryId restored = remember("coffee");
        open.undo().undo(TEAM, Objects.requireNonNull(store.delete(TEAM, restored).undo()));
        clock.advance(Duration.ofDays(40));

        open.undo().purge();

        assertThat(store.versions(TEAM, kept, null).items()).hasSize(2);
        assertThat(store.find(TEAM, restored, null)).isNotNull();
    }

    @Test
    void what_waits_for_vectors_is_counted_by_namespace_and_model() {
        MemoryId tea = remember("tea");
        remember("rain");
        assertThat(store.waiting(TEAM, MODEL)).isZero();
        found("tea", null);
        assertThat(store.waiting(TEAM, MODEL)).isEqualTo(2);
        assertThat(store.waiting(OTHERS, MODEL)).isZero();

        store.update(TEAM, tea, content("green tea"));
        found("tea", null);
        assertThat(store.waiting(TEAM, MODEL)).isEqualTo(2);
        List<Pending> pending = open.backlog().pending(MODEL, Set.of(), 10);
        open.backlog().save(MODEL, List.of(embedded(pending.getFirst(), 1)));
        found("tea", null);
        assertThat(store.waiting(TEAM, MODEL)).isEqualTo(1);
        store.delete(TEAM, pending.getLast().id());
        found("tea", null);
        assertThat(store.waiting(TEAM, MODEL)).isZero();
        assertThat(store.waiting(TEAM, "model-2")).isZero();
    }

    @Test
    void a_deletion_by_no_filter_or_by_knowledge_time_is_a_bug_of_the_caller() {
        Filter then = new Filter(List.of("fact"), List.of(), List.of(), null, null, clock.instant());

        assertThatIllegalArgumentException().isThrownBy(() -> store.deleteWhere(TEAM, Filter.ALL));
        assertThatIllegalArgumentException().isThrownBy(() -> store.deleteWhere(TEAM, then));
        Filter facts = new Filter(List.of("fact"), List.of(), List.of(), null, null, null);
        assertThat(store.deleteWhere(TEAM, facts).undo()).isNull();
    }

    @Test
    void a_cursor_that_no_list_has_given_is_refused() {
        for (String bad : List.of("", "x", "%%", "MQ", "\u00e9", "bm90IG91cnM")) {
            assertThat(refusal(() -> store.list(TEAM, Filter.ALL, 1, new Cursor(bad))))
                    .isInstanceOfSatisfying(Refusal.Invalid.class, invalid -> assertThat(invalid.problems())
                            .extracting(Refusal.FieldProblem::field).containsExactly("cursor"));
        }
    }

    @Test
    void text_comes_back_as_it_was_given() {
        String odd = "  O'Brien \"said\"; DROP TABLE memory_version; -- \ud83d\ude00 \u0000 \t\n %s \\ ";
        Details details = new Details(odd, odd, 1, List.of(odd, ""), "{\"a\": 1}", odd, odd, odd, Trust.DOCUMENT,
                OffsetDateTime.parse("0001-01-01T00:00:00.123456+14:00"));
        Receipt receipt = store.add(TEAM, List.of(new NewMemory(details, odd, false))).getFirst();

        Memory found = Objects.requireNonNull(store.find(TEAM, id(receipt), null));

        assertThat(found.details()).isEqualTo(details);
        Filter filter = new Filter(List.of(odd), List.of(""), List.of(odd), null, null, null);
        assertThat(store.count(TEAM, filter)).isEqualTo(1);
    }

    @Test
    void a_full_batch_fails_as_a_whole() {
        open.storage().writer().outside(database -> {
            long pages = database.sql("PRAGMA page_count").number();
            database.sql("PRAGMA max_page_count = " + (pages + 40)).number();
        });
        List<NewMemory> many = IntStream.range(0, 500)
                .mapToObj(i -> NewMemory.of(Details.of("memory number " + i + " ".repeat(200) + "."))).toList();

        assertThat(refusal(() -> store.add(TEAM, many))).isInstanceOf(Refusal.Unavailable.class);

        assertThat(store.count(TEAM, Filter.ALL)).isZero();
        assertThat(store.health().status()).isNotNull();
        assertThat(remember("small")).isNotNull();
        assertThat(found("small", null)).hasSize(1);
    }

    @Test
    void entries_of_an_older_program_are_made_anew() {
        MemoryId id = remember("Priya prefers tea");
        open.storage().writer().outside(
                database -> database.run("UPDATE memory_version SET entry_version = -1, entry = x'00'"));

        assertThat(found("tea", null)).containsExactly(id);
    }

    @Test
    void indexes_beyond_the_bound_are_let_go_and_loaded_again() {
        open.close();
        open = OpenStore.at(folder.resolve("mimo.db"), clock,
                OpenStore.withIndexBytes(OpenStore.settings(Durability.NORMAL), 4_000));
        store = open.memories();
        MemoryId tea = remember("tea");
        store.add(OTHERS, List.of(NewMemory.of(Details.of("tea elsewhere"))));

        assertThat(found("tea", null)).containsExactly(tea);
        assertThat(store.search(OTHERS, probe("tea", null))).hasSize(1);

        assertThat(store.health().facts().get("indexes")).isEqualTo(1);
        assertThat(found("tea", null)).containsExactly(tea);
    }

    private MemoryId remember(String text) {
        clock.advance(Duration.ofMillis(1));
        return id(store.add(TEAM, List.of(NewMemory.of(Details.of(text)))).getFirst());
    }

    private static MemoryId id(Receipt receipt) {
        return new MemoryId(Objects.requireNonNull(receipt.id()));
    }

    private static Patch content(String text) {
        return new Patch(text, null, null, null, null, null);
    }

    private static Probe probe(String words, @Nullable Instant at) {
        return new Probe(words, null, MODEL, new Filter(List.of(), List.of(), List.of(), null, null, at), 10);
    }

    private static Probe meaning(int seed) {
        return new Probe("", vector(seed), MODEL, Filter.ALL, 10);
    }

    private List<MemoryId> found(String words, @Nullable Instant at) {
        return ids(store.search(TEAM, probe(words, at)));
    }

    private static List<MemoryId> ids(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::id).toList();
    }

    private static Embedded embedded(Pending of, int seed) {
        return new Embedded(of, List.of(vector(seed), vector(seed + 1_000)), new byte[]{(byte) seed});
    }

    private static float[] vector(int seed) {
        Random random = new Random(seed);
        float[] vector = new float[OpenStore.DIMENSION];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private static Refusal refusal(Runnable call) {
        List<Refusal> refusals = new ArrayList<>();
        assertThatThrownBy(call::run).isInstanceOfSatisfying(RefusedException.class,
                refused -> refusals.add(refused.refusal()));
        return refusals.getFirst();
    }
}
