package dev.mimo.storage.memory;

import dev.mimo.TestClock;
import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Trust;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.Database;
import dev.mimo.storage.undo.ReversibleKind;
import dev.mimo.storage.undo.SqliteUndoStore;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import dev.mimo.terms.UndoStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Writes to more memories than one transaction may take.
class LargeWritesTest {
    private static final Namespace TEAM = new Namespace("team");
    private static final Filter FACTS = new Filter(List.of("fact"), List.of(), List.of(), null, null, null);
    /// More than two pieces.
    private static final int MANY = 2_300;
    private static final int PAGES_FOR_TWO_PIECES = 22;

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private OpenStore open;
    private List<MemoryId> all;

    @BeforeEach
    void fillStore() {
        open = OpenStore.at(folder.resolve("mimo.db"), clock);
        all = open.memories().add(TEAM, IntStream.range(0, MANY).mapToObj(i -> new NewMemory(Details.of("number " + i),
                "key " + i, false)).toList()).stream().map(receipt -> new MemoryId(Objects.requireNonNull(
                        receipt.id())))
                .toList();
        open.memories().add(TEAM, List.of(NewMemory.of(
                new Details("kept", "plan", 0.5, List.of(), "{}", null, null, null, Trust.USER, null))));
    }

    @AfterEach
    void closeStore() {
        open.close();
    }

    @Test
    void a_deletion_in_pieces_has_one_receipt_and_its_undo_brings_back_exactly_what_it_deleted() {
        clock.advance(Duration.ofHours(1));
        Receipt deleted = open.memories().deleteWhere(TEAM, FACTS);

        assertThat(deleted.count()).isEqualTo(MANY);
        assertThat(count()).isEqualTo(1);
        Receipt restored = open.undo().undo(TEAM, handle(deleted));
        assertThat(restored.count()).isEqualTo(MANY);
        assertThat(restored.status()).isEqualTo(Receipt.Status.RESTORED);
        assertThat(count()).isEqualTo(MANY + 1);
        assertThat(open.memories().find(TEAM, all.get(MANY - 1), null))
                .isEqualTo(open.memories().find(TEAM, all.get(MANY - 1), clock.instant().minusSeconds(60)));
        open.undo().undo(TEAM, handle(restored));
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_deletion_that_breaks_off_says_how_far_it_came_and_how_to_take_it_back() {
        open.storage().writer().outside(database -> {
            long pages = database.sql("PRAGMA page_count").number();
            database.sql("PRAGMA max_page_count = " + (pages + PAGES_FOR_TWO_PIECES)).number();
        });

        Refusal refusal = Objects.requireNonNull(catchThrowableOfType(RefusedException.class,
                () -> open.memories().deleteWhere(TEAM, FACTS))).refusal();

        assertThat(refusal).isInstanceOf(Refusal.Unavailable.class);
        Matcher told = Pattern.compile("Before that, ([0-9,]+) memories were deleted.* undo handle (u_[\\w-]+)")
                .matcher(refusal.detail());
        assertThat(told.find()).as(refusal.detail()).isTrue();
        int deleted = Integer.parseInt(Objects.requireNonNull(told.group(1)).replace(",", ""));
        assertThat(deleted).isBetween(1_000, MANY - 1);
        assertThat(count()).isEqualTo(MANY + 1 - deleted);

        open.storage().writer().outside(database -> database.sql("PRAGMA max_page_count = 1000000").number());
        assertThat(open.undo().undo(TEAM, new UndoHandle(Objects.requireNonNull(told.group(2)))).count())
                .isEqualTo(deleted);
        assertThat(count()).isEqualTo(MANY + 1);
    }

    @Test
    void an_undo_of_which_one_memory_has_changed_since_takes_back_nothing() {
        UndoHandle handle = handle(open.memories().deleteWhere(TEAM, FACTS));
        // the last has its text taken
        open.memories().add(TEAM, List.of(NewMemory.of(Details.of("number " + (MANY - 1)))));

        assertThat(refusal(open.undo(), handle)).isInstanceOf(Refusal.Conflict.class);

        assertThat(count()).isEqualTo(2);
    }

    @Test
    void an_undo_that_finds_a_change_between_two_steps_puts_back_what_it_took() {
        UndoHandle handle = handle(open.memories().deleteWhere(TEAM, FACTS));
        Receipt taker = open.memories().add(TEAM, List.of(NewMemory.of(Details.of("number " + (MANY - 1)))))
                .getFirst();

        // as if the text was taken after all was checked
        assertThat(refusal(undo(new Steps(Integer.MAX_VALUE)), handle)).isInstanceOf(Refusal.Conflict.class);

        assertThat(count()).isEqualTo(2);
        open.memories().delete(TEAM, new MemoryId(Objects.requireNonNull(taker.id())));
        assertThat(open.undo().undo(TEAM, handle).count()).isEqualTo(MANY);
        assertThat(count()).isEqualTo(MANY + 1);
    }

    @Test
    void an_undo_that_broke_off_goes_on_where_it_was() {
        UndoHandle handle = handle(open.memories().deleteWhere(TEAM, FACTS));
        assertThat(refusal(undo(new Steps(2)), handle)).isInstanceOf(Refusal.Unavailable.class);
        assertThat(count()).isEqualTo(2_001);
        open.close();
        open = OpenStore.at(folder.resolve("mimo.db"), clock);

        Receipt restored = open.undo().undo(TEAM, handle);

        assertThat(restored.count()).isEqualTo(MANY);
        assertThat(count()).isEqualTo(MANY + 1);
        open.undo().undo(TEAM, handle(restored));
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void what_a_deletion_in_pieces_and_its_halved_undo_left_deleted_is_purged() {
        UndoHandle handle = handle(open.memories().deleteWhere(TEAM, FACTS));
        refusal(undo(new Steps(1)), handle);
        clock.advance(Duration.ofDays(31));

        open.undo().purge();

        assertThat(count()).isEqualTo(1_001);
        assertThat(open.storage().readers().<Long>read(
                database -> database.sql("SELECT count(*) FROM memory_version m WHERE m.known_to < 9e18").number()))
                .isEqualTo(1_000);
    }

    private SqliteUndoStore undo(ReversibleKind kind) {
        return new SqliteUndoStore(open.storage(), clock, List.of(kind));
    }

    /// Checks nothing before the first step, and breaks off after some.
    private final class Steps implements ReversibleKind {
        private final ReversibleKind real = open.memories().reversal();
        private int left;

        Steps(int most) {
            left = most;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Step reverse(Database database, Reversal reversal, long now, int limit) {
            if (left-- == 0) {
                throw new RefusedException(
                        new Refusal.Unavailable("The disk is gone.", "Wait.", Duration.ofSeconds(1)));
            }
            return real.reverse(database, reversal, now, limit);
        }

        @Override
        public Receipt told(Database database, Reversal reversal, Receipt restored) {
            return real.told(database, reversal, restored);
        }

        @Override
        public int purge(Database database, long now, int limit) {
            return real.purge(database, now, limit);
        }
    }

    private long count() {
        return open.memories().count(TEAM, Filter.ALL);
    }

    private static Refusal refusal(UndoStore store, UndoHandle handle) {
        return Objects.requireNonNull(
                catchThrowableOfType(RefusedException.class, () -> store.undo(TEAM, handle))).refusal();
    }

    private static UndoHandle handle(Receipt receipt) {
        return Objects.requireNonNull(receipt.undo());
    }
}
