package dev.mimo.memory.transfer;

import dev.mimo.TestClock;
import dev.mimo.json.Json;
import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.memory.Trust;
import dev.mimo.memory.transfer.ImportReport.Skipped;
import dev.mimo.memory.transfer.export.ExportCodec;
import dev.mimo.memory.transfer.export.ExportedLine;
import dev.mimo.memory.transfer.export.WholeMemory;
import dev.mimo.memory.transfer.format.FoundMemory;
import dev.mimo.memory.transfer.format.ImportFormat;
import dev.mimo.memory.transfer.format.ImportLimits;
import dev.mimo.memory.transfer.format.MarkdownMemories;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.memory.OpenStore;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

@SuppressWarnings("NullAway.Init") // set before each test
class TransferTest {
    private static final Namespace TEAM = new Namespace("team");
    private static final ImportRequest AUTO = new ImportRequest(null, null, false);
    private static final ImportRequest DRY = new ImportRequest(null, null, true);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private final List<OpenStore> opened = new ArrayList<>();
    private OpenStore home;

    @BeforeEach
    void openHome() {
        home = open("mimo.db");
    }

    private OpenStore open(String name) {
        OpenStore store = OpenStore.at(folder.resolve(name), clock);
        opened.add(store);
        return store;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(OpenStore::close);
    }

    @Test
    void an_export_imported_into_an_empty_home_is_the_same_in_everything() {
        Instant before = fill(home);
        String file = jsonl(home, TEAM);
        OpenStore other = open("other.db");

        ImportReport report = imported(other, file);

        assertThat(report.format()).isEqualTo(ImportFormat.MIMO);
        assertThat(report.imported()).isEqualTo(5);
        assertThat(report.skipped()).isEmpty();
        assertThat(report.leftOut()).isEmpty();
        assertThat(withoutTime(jsonl(other, TEAM))).isEqualTo(withoutTime(file));
        for (Memory memory : all(home)) {
            assertThat(other.memories().find(TEAM, memory.id(), null)).isEqualTo(memory);
            assertThat(other.memories().versions(TEAM, memory.id(), null).items())
                    .isEqualTo(home.memories().versions(TEAM, memory.id(), null).items());
            for (Instant moment : List.of(before, before.plusSeconds(60), clock.instant())) {
                assertThat(other.memories().find(TEAM, memory.id(), moment))
                        .isEqualTo(home.memories().find(TEAM, memory.id(), moment));
            }
        }
        assertThat(all(other)).isEqualTo(all(home));
    }

    @Test
    void the_same_file_twice_adds_nothing_even_beside_what_is_there_already() {
        fill(home);
        String file = jsonl(home, TEAM);

        assertThat(imported(home, file)).extracting(ImportReport::imported, ImportReport::same, ImportReport::undo)
                .containsExactly(0L, 5L, null);
        OpenStore other = open("other.db");
        imported(other, file);
        assertThat(imported(other, file)).extracting(ImportReport::imported, ImportReport::same)
                .containsExactly(0L, 5L);
    }

    @Test
    void an_export_may_go_into_another_namespace() {
        fill(home);
        write("export.jsonl", jsonl(home, TEAM));

        ImportReport report = importer(home).importFile(new Namespace("copy"), AUTO, folder.resolve("export.jsonl"),
                (_, _, _) -> {});

        assertThat(report.imported()).isEqualTo(5);
        assertThat(home.memories().count(new Namespace("copy"), Filter.ALL)).isEqualTo(5);
    }

    @Test
    void all_namespaces_are_exported_in_one_file_and_imported_one_at_a_time() {
        remember(home, TEAM, Details.of("of the team"));
        remember(home, Namespace.DEFAULT, Details.of("of nobody"));
        String file = jsonl(home, null);
        OpenStore other = open("other.db");

        assertThat(file.lines()).hasSize(4);
        assertThat(imported(other, file).leftOut()).containsEntry("memories of other namespaces", 1L);
        assertThat(all(other)).extracting(memory -> memory.details().content()).containsExactly("of the team");
    }

    @Test
    void an_export_is_read_in_pages() {
        home.memories().add(TEAM, IntStream.range(0, 250).mapToObj(i -> NewMemory.of(Details.of("memory " + i)))
                .toList());
        List<ExportedLine> lines = lines(home, TEAM);

        assertThat(lines).hasSize(252);
        assertThat(lines.getLast()).isEqualTo(new ExportedLine.End(250));
        assertThat(lines.stream().filter(ExportedLine.Memory.class::isInstance)
                .map(line -> ((ExportedLine.Memory) line).memory().current().details().content()).toList())
                .isEqualTo(IntStream.range(0, 250).mapToObj(i -> "memory " + i).toList());
    }

    @Test
    void markdown_takes_the_same_way_there_and_back_without_older_versions() {
        fill(home);
        MarkdownMemories markdown = new MarkdownMemories(codec());
        String file = lines(home, TEAM).stream().map(markdown::text).collect(Collectors.joining());
        OpenStore other = open("other.db");

        assertThat(imported(other, file)).extracting(ImportReport::format, ImportReport::imported)
                .containsExactly(ImportFormat.MARKDOWN, 5L);
        assertThat(all(other)).extracting(Memory::id, Memory::details)
                .isEqualTo(all(home).stream().map(memory -> tuple(memory.id(),
                        memory.details())).toList());
        assertThat(imported(home, file).same()).isEqualTo(5);
    }

    @Test
    void one_handle_takes_a_whole_import_back_and_its_own_brings_it_again() {
        String file = graph(0, 950);
        UndoHandle undo = Objects.requireNonNull(imported(home, file).undo());
        Receipt undone = home.undo().undo(TEAM, undo);

        assertThat(undone.count()).isEqualTo(950);
        assertThat(all(home)).isEmpty();
        assertThat(catchThrowableOfType(RefusedException.class, () -> home.undo().undo(TEAM, undo)).refusal())
                .isInstanceOf(Refusal.Conflict.class);
        home.undo().undo(TEAM, Objects.requireNonNull(undone.undo()));
        assertThat(home.memories().count(TEAM, Filter.ALL)).isEqualTo(950);
    }

    @Test
    void what_has_come_back_meanwhile_is_not_brought_again() {
        UndoHandle undo = Objects.requireNonNull(imported(home, graph(0, 300)).undo());
        UndoHandle redo = Objects.requireNonNull(home.undo().undo(TEAM, undo).undo());
        MemoryId again = remember(home, TEAM, Details.of("A: says 7"));

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> home.undo().undo(TEAM, redo));

        assertThat(refused.refusal().detail()).contains(again.value());
        assertThat(all(home)).hasSize(1);
        home.memories().delete(TEAM, again);
        home.undo().undo(TEAM, redo);
        assertThat(home.memories().count(TEAM, Filter.ALL)).isEqualTo(300);
    }

    @Test
    void of_an_import_that_was_taken_back_nothing_is_left_once_that_cannot_be_undone_any_more() {
        fill(home);
        OpenStore other = open("other.db");
        UndoHandle undo = Objects.requireNonNull(imported(other, jsonl(home, TEAM)).undo());
        clock.advance(Duration.ofDays(1));
        other.undo().undo(TEAM, undo);
        MemoryId gone = all(home).getFirst().id();
        other.undo().purge();
        assertThat(other.memories().versions(TEAM, gone, null).items()).isNotEmpty();

        clock.advance(Duration.ofDays(31));
        other.undo().purge();

        for (Memory memory : all(home)) {
            assertThat(other.memories().versions(TEAM, memory.id(), null).items()).isEmpty();
        }
    }

    @Test
    void an_import_that_was_taken_back_can_be_imported_again() {
        fill(home);
        OpenStore other = open("other.db");
        String file = jsonl(home, TEAM);
        other.undo().undo(TEAM, Objects.requireNonNull(imported(other, file).undo()));

        assertThat(imported(other, file).imported()).isEqualTo(5);
        assertThat(all(other)).extracting(Memory::id, memory -> memory.details().content())
                .isEqualTo(all(home).stream().map(memory -> tuple(memory.id(),
                        memory.details().content())).toList());
    }

    @Test
    void an_import_is_not_taken_back_over_a_later_edit() {
        UndoHandle undo = Objects.requireNonNull(imported(home, graph(0, 300)).undo());
        MemoryId edited = all(home).getFirst().id();
        home.memories().update(TEAM, edited, new Patch("edited", null, null, null, null, null));

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> home.undo().undo(TEAM, undo));

        assertThat(refused.refusal().detail()).contains(edited.value());
        assertThat(home.memories().count(TEAM, Filter.ALL)).isEqualTo(300);
    }

    @Test
    void an_import_that_breaks_off_says_how_to_go_on_and_then_adds_only_the_rest() {
        String file = graph(0, 950);
        BreakingStore breaking = new BreakingStore(home.memories().transfer(), 2);

        RefusedException refused = catchThrowableOfType(RefusedException.class,
                () -> imported(breaking, AUTO, file));

        assertThat(refused.refusal()).isInstanceOf(Refusal.TooBusy.class);
        assertThat(refused.refusal().detail()).contains("400 memories were imported", "undo handle u_");
        assertThat(imported(home, file)).extracting(ImportReport::imported, ImportReport::same)
                .containsExactly(550L, 400L);
    }

    @Test
    void a_dry_run_says_what_would_come_and_writes_nothing() {
        fill(home);
        OpenStore other = open("other.db");
        remember(other, TEAM, Details.of("A: says 1"));
        String file = graph(0, 400) + graph(0, 3) + "broken\n";
        ImportReport dry = imported(other.memories().transfer(), DRY, file);

        assertThat(dry.undo()).isNull();
        assertThat(other.memories().count(TEAM, Filter.ALL)).isEqualTo(1);
        ImportReport real = imported(other, file);
        assertThat(dry).extracting(ImportReport::imported, ImportReport::same, ImportReport::skipped)
                .containsExactly(real.imported(), real.same(), real.skipped());
        assertThat(real).extracting(ImportReport::imported, ImportReport::same).containsExactly(399L, 4L);
    }

    @Test
    void observations_that_repeat_across_files_are_the_same_and_so_is_what_was_edited_here() {
        imported(home, graph(0, 10));
        MemoryId edited = all(home).getFirst().id();
        home.memories().update(TEAM, edited, new Patch("A: says something else", null, null, null, null, null));

        assertThat(imported(home, graph(5, 15))).extracting(ImportReport::imported, ImportReport::same)
                .containsExactly(5L, 5L);
        assertThat(imported(home, graph(0, 10))).extracting(ImportReport::imported, ImportReport::same)
                .containsExactly(0L, 10L);
    }

    @Test
    void what_changed_in_its_source_is_named_and_stays_as_it_was() {
        String file = "[{\"id\":\"m\",\"memory\":\"likes tea\",\"user_id\":\"u\"}]";
        imported(home, file);

        ImportReport report = imported(home, file.replace("tea", "coffee"));

        assertThat(report.imported() + report.same()).isZero();
        assertThat(report.skipped()).containsExactly(
                new Skipped("[0]", "was stored before with another text, which stays"));
        assertThat(all(home)).extracting(memory -> memory.details().content()).containsExactly("likes tea");
    }

    @Test
    void a_memory_that_was_deleted_here_comes_back_under_its_id_as_its_next_version() {
        fill(home);
        String file = jsonl(home, TEAM);
        Memory deleted = all(home).getFirst();
        home.memories().delete(TEAM, deleted.id());
        clock.advance(Duration.ofMinutes(1));

        assertThat(imported(home, file)).extracting(ImportReport::imported, ImportReport::same)
                .containsExactly(1L, 4L);

        Memory back = Objects.requireNonNull(home.memories().find(TEAM, deleted.id(), null));
        assertThat(back.details()).isEqualTo(deleted.details());
        assertThat(back.version()).isEqualTo(deleted.version() + 1);
        assertThat(home.memories().find(TEAM, deleted.id(), clock.instant().minusSeconds(30))).isNull();
    }

    @Test
    void turns_keep_their_order_in_their_session() {
        String file = """
                [{"uuid":"k","name":"n","chat_messages":[%s]}]""".formatted(IntStream.range(0, 450)
                .mapToObj(i -> "{\"uuid\":\"%d\",\"text\":\"again\",\"sender\":\"human\"}".formatted(i))
                .collect(Collectors.joining(",")));
        assertThat(imported(home, file).imported()).isEqualTo(450);
        List<WholeMemory> turns = new ArrayList<>(home.memories().transfer().page(TEAM, null, 200));
        turns.addAll(home.memories().transfer().page(TEAM, turns.getLast().id(), 300));

        assertThat(turns).extracting(WholeMemory::key)
                .isEqualTo(IntStream.range(0, 450).mapToObj(i -> "claude:k/" + i).toList());
        assertThat(imported(home, file).same()).isEqualTo(450);
    }

    @Test
    void a_file_that_breaks_in_the_middle_gives_what_came_before() {
        ImportReport report = imported(home, """
                [{"memory":"one","user_id":"u"},{"memory":"two","user_id":"u"},{"memory":"thr""");

        assertThat(report.imported()).isEqualTo(2);
        assertThat(report.skipped()).singleElement().extracting(Skipped::where).isEqualTo("the rest");
    }

    @Test
    void only_so_much_of_what_was_skipped_is_named() {
        ImportReport report = imported(home, graph(0, 1) + "broken\n".repeat(1_500));

        assertThat(report.skipped()).hasSize(1_001);
        assertThat(report.skipped().getLast()).isEqualTo(new Skipped("elsewhere", "and 500 more were skipped"));
    }

    @Test
    void progress_is_told_piece_by_piece() {
        List<Long> items = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();
        Path file = write("graph.jsonl", graph(0, 450));
        importer(home).importFile(TEAM, AUTO, file, (done, read, of) -> {
            items.add(done);
            bytes.add(of - read);
        });

        assertThat(items).containsExactly(200L, 400L, 450L);
        assertThat(bytes.getLast()).isZero();
    }

    @Test
    void an_export_may_be_taken_while_others_write() {
        fill(home);
        List<ExportedLine> lines = new ArrayList<>();
        new Exporter(home.memories().transfer(), clock).export(new ExportRequest(TEAM), line -> {
            lines.add(line);
            if (lines.size() == 2) {
                remember(home, TEAM, Details.of("written meanwhile"));
            }
        });

        assertThat(lines.getLast()).isIn(new ExportedLine.End(5), new ExportedLine.End(6));
    }

    /// Five memories: one edited, one whose edit was undone, one deleted and brought back, two turns.
    ///
    /// @return a moment before the edits
    private Instant fill(OpenStore store) {
        MemoryId tea = remember(store, TEAM, new Details("tea", "observation", 0.75, List.of("a", "b"),
                "{\"n\":1.5}", "test", null, "Ana", Trust.MODEL,
                OffsetDateTime.parse("2020-01-01T00:00:00.000001+09:00")));
        MemoryId coffee = remember(store, TEAM, Details.of("coffee"));
        store.memories().add(TEAM, List.of(new NewMemory(Details.of("with a key"), "mine", false)));
        for (String text : List.of("Hello?", "Hello.")) {
            remember(store, TEAM, new Details(text, "episode", 0.5, List.of(), "{}", null, "s", "x", Trust.USER, null));
        }
        store.memories().recalled(TEAM, List.of(tea, tea, coffee));
        clock.advance(Duration.ofMinutes(1));
        Instant before = clock.instant();
        clock.advance(Duration.ofSeconds(30));
        store.memories().update(TEAM, tea, new Patch("green tea", null, null, null, null, null));
        UndoHandle edit = Objects.requireNonNull(
                store.memories().update(TEAM, coffee, new Patch("no coffee", null, null, null, null, null)).undo());
        clock.advance(Duration.ofSeconds(30));
        store.undo().undo(TEAM, edit);
        UndoHandle deletion = Objects.requireNonNull(store.memories().delete(TEAM, coffee).undo());
        clock.advance(Duration.ofSeconds(30));
        store.undo().undo(TEAM, deletion);
        // was said once and is another's now
        store.memories().update(TEAM, coffee, new Patch("tea", null, null, null, null, null));
        return before;
    }

    private static MemoryId remember(OpenStore store, Namespace namespace, Details details) {
        Receipt receipt = store.memories().add(namespace, List.of(NewMemory.of(details))).getFirst();
        return new MemoryId(Objects.requireNonNull(receipt.id()));
    }

    /// Lines of a knowledge graph.
    private static String graph(int from, int to) {
        String line = """
                {"type":"entity","name":"A","entityType":"t","observations":["says %d"]}
                """;
        return IntStream.range(from, to).mapToObj(line::formatted).collect(Collectors.joining());
    }

    private static List<Memory> all(OpenStore store) {
        return store.memories().list(TEAM, Filter.ALL, 200, null).items();
    }

    private List<ExportedLine> lines(OpenStore store, @Nullable Namespace namespace) {
        List<ExportedLine> lines = new ArrayList<>();
        new Exporter(store.memories().transfer(), clock).export(new ExportRequest(namespace), lines::add);
        return lines;
    }

    private String jsonl(OpenStore store, @Nullable Namespace namespace) {
        return lines(store, namespace).stream()
                .map(line -> Json.text(codec().write(line)) + "\n")
                .collect(Collectors.joining());
    }

    private static String withoutTime(String export) {
        return export.substring(export.indexOf('\n'));
    }

    private static ExportCodec codec() {
        return new ExportCodec(MemorySettings.defaults());
    }

    private static Importer importer(OpenStore store) {
        return new Importer(store.memories().transfer(), MemorySettings.defaults(), ImportLimits.defaults(), () -> {});
    }

    private ImportReport imported(OpenStore store, String file) {
        return imported(store.memories().transfer(), AUTO, file);
    }

    private ImportReport imported(TransferStore store, ImportRequest request, String file) {
        return new Importer(store, MemorySettings.defaults(), ImportLimits.defaults(), () -> {})
                .importFile(TEAM, request, write("import", file), (_, _, _) -> {});
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Is too busy after some pieces.
    private record BreakingStore(TransferStore store, int[] left) implements TransferStore {
        BreakingStore(TransferStore store, int pieces) {
            this(store, new int[]{pieces});
        }

        @Override
        public List<Namespace> namespaces(String after, int limit) {
            return store.namespaces(after, limit);
        }

        @Override
        public List<WholeMemory> page(Namespace namespace, @Nullable MemoryId after, int limit) {
            return store.page(namespace, after, limit);
        }

        @Override
        public Stored store(Namespace namespace, List<FoundMemory> piece, @Nullable UndoHandle undo) {
            if (left[0]-- == 0) {
                throw new RefusedException(new Refusal.TooBusy("Busy.", "Wait.", Duration.ofSeconds(1)));
            }
            return store.store(namespace, piece, undo);
        }

        @Override
        public List<Outcome> compare(Namespace namespace, List<FoundMemory> piece) {
            return store.compare(namespace, piece);
        }
    }
}
