package dev.mimo.storage.undo;

import dev.mimo.TestClock;
import dev.mimo.memory.Details;
import dev.mimo.memory.NewMemory;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.memory.OpenStore;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.Receipt.Status;
import dev.mimo.terms.UndoHandle;
import dev.mimo.terms.UndoStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SuppressWarnings("NullAway.Init") // set before each test
class SqliteUndoStoreTest {
    private static final Namespace TEAM = new Namespace("team");
    private static final Namespace OTHERS = new Namespace("others");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private OpenStore open;
    private NoteKind notes;
    private SqliteUndoStore undo;
    private Receipt tea;

    @BeforeEach
    void openStore() {
        open = OpenStore.at(folder.resolve("mimo.db"), clock);
        notes = new NoteKind(open.storage());
        undo = new SqliteUndoStore(open.storage(), clock, List.of(open.memories().reversal(), notes));
        tea = open.memories().add(TEAM, List.of(NewMemory.of(Details.of("tea")))).getFirst();
        open.memories().add(OTHERS, List.of(NewMemory.of(Details.of("tea"))));
    }

    @AfterEach
    void closeStore() {
        open.close();
    }

    @Test
    void writes_to_things_of_different_kinds_are_undone_by_the_same_call() {
        Receipt first = notes.write(TEAM, "buy milk", clock.instant());
        Receipt second = notes.write(TEAM, "buy bread", clock.instant());

        Receipt restored = undo.undo(TEAM, handle(second));
        assertThat(restored.status()).isEqualTo(Status.RESTORED);
        assertThat(restored.kind()).isEqualTo("note");
        assertThat(restored.closed()).containsExactly("buy bread");
        assertThat(notes.read(TEAM)).isEqualTo("buy milk");
        undo.undo(TEAM, handle(first));
        assertThat(notes.read(TEAM)).isNull();

        Receipt forgotten = undo.undo(TEAM, handle(tea));
        assertThat(forgotten.kind()).isEqualTo(MemoryId.KIND);
        assertThat(forgotten.id()).isEqualTo(tea.id());
        assertThat(open.memories().find(TEAM, new MemoryId(Objects.requireNonNull(tea.id())), null)).isNull();
    }

    @Test
    void a_handle_works_once_and_in_its_own_namespace_whatever_its_kind() {
        UndoHandle handle = handle(notes.write(TEAM, "buy milk", clock.instant()));

        refused(Refusal.NotFound.class, OTHERS, handle);
        refused(Refusal.NotFound.class, TEAM, new UndoHandle("u_unknown"));
        UndoHandle redo = handle(undo.undo(TEAM, handle));
        refused(Refusal.Conflict.class, TEAM, handle);
        refused(Refusal.Conflict.class, TEAM, redo);
    }

    @Test
    void a_refused_undo_can_be_tried_again() {
        UndoHandle first = handle(notes.write(TEAM, "buy milk", clock.instant()));
        UndoHandle second = handle(notes.write(TEAM, "buy bread", clock.instant()));
        refused(Refusal.Conflict.class, TEAM, first);

        undo.undo(TEAM, second);
        undo.undo(TEAM, first);

        assertThat(notes.read(TEAM)).isNull();
    }

    @Test
    void what_is_kept_of_any_kind_goes_when_its_handle_expires() {
        for (int i = 0; i < 450; i++) {
            notes.write(TEAM, "note " + i, clock.instant());
        }
        open.memories().delete(TEAM, new MemoryId(Objects.requireNonNull(tea.id())));
        clock.advance(Duration.ofDays(31));
        UndoHandle fresh = handle(notes.write(TEAM, "last", clock.instant()));

        undo.purge();

        assertThat(count("undo_note")).isEqualTo(1);
        assertThat(count("undo_item")).isZero();
        assertThat(count("undo")).isEqualTo(1);
        assertThat(count("memory_version")).isEqualTo(1);
        assertThat(notes.read(TEAM)).isEqualTo("last");
        assertThat(undo.undo(TEAM, fresh).status()).isEqualTo(Status.RESTORED);
    }

    @Test
    void a_kind_that_only_a_newer_mimo_knows_is_refused_and_left_alone() {
        SqliteUndoStore older = open.undo();
        UndoHandle handle = handle(notes.write(TEAM, "buy milk", clock.instant()));

        assertThat(refusal(older, TEAM, handle)).isInstanceOf(Refusal.Conflict.class)
                .extracting(Refusal::remedy).isEqualTo("Undo it with the newer Mimo.");
        clock.advance(Duration.ofDays(31));
        older.purge();

        assertThat(count("undo_note")).isEqualTo(1);
        assertThat(count("undo")).isEqualTo(1);
    }

    @Test
    void a_handle_that_an_older_mimo_has_written_is_of_a_memory() {
        String id = Objects.requireNonNull(tea.id());
        open.storage().writer().outside(database -> database.run("""
                INSERT INTO undo (handle, namespace, made_at, expires_at)
                SELECT 'u_older', u.namespace, u.made_at, u.expires_at FROM undo u WHERE u.handle = '%s';
                INSERT INTO undo_item (handle, id, origin_before, origin_after)
                SELECT 'u_older', i.id, i.origin_before, i.origin_after FROM undo_item i WHERE i.id = '%s';
                """.formatted(tea.undo(), id)));

        Receipt receipt = undo.undo(TEAM, new UndoHandle("u_older"));

        assertThat(receipt.kind()).isEqualTo(MemoryId.KIND);
        assertThat(receipt.id()).isEqualTo(id);
    }

    private long count(String table) {
        return open.storage().readers().<Long>read(
                database -> database.sql("SELECT count(*) FROM " + table).number());
    }

    private static UndoHandle handle(Receipt receipt) {
        return Objects.requireNonNull(receipt.undo());
    }

    private void refused(Class<? extends Refusal> kind, Namespace namespace, UndoHandle handle) {
        assertThat(refusal(undo, namespace, handle)).isInstanceOf(kind);
    }

    private static Refusal refusal(UndoStore store, Namespace namespace, UndoHandle handle) {
        var thrown = assertThatThrownBy(() -> store.undo(namespace, handle)).isInstanceOf(RefusedException.class);
        return ((RefusedException) thrown.actual()).refusal();
    }
}
