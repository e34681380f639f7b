package dev.mimo.storage.memory;

import dev.mimo.TestClock;
import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PurgeTest {
    private static final Namespace TEAM = new Namespace("team");
    private static final Filter FACTS = new Filter(List.of("fact"), List.of(), List.of(), null, null, null);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();

    @Test
    void a_deletion_by_filter_takes_one_moment_however_the_clock_runs_on() {
        try (OpenStore open = OpenStore.at(file(), new TickingClock(clock))) {
            MemoryId tea = remember(open, "tea");

            Receipt deleted = open.memories().deleteWhere(TEAM, FACTS);

            assertThat(open.memories().find(TEAM, tea, deleted.recordedAt())).isNull();
            assertThat(open.memories().find(TEAM, tea, deleted.recordedAt().minusNanos(1_000))).isNotNull();
        }
    }

    @Test
    void what_a_filter_deleted_is_gone_for_good_when_its_handle_expires() {
        try (OpenStore open = OpenStore.at(file(), new TickingClock(clock))) {
            MemoryId tea = remember(open, "tea");
            MemoryId rain = remember(open, "rain");
            open.memories().deleteWhere(TEAM, FACTS);
            clock.advance(Duration.ofDays(31));

            open.undo().purge();

            assertThat(open.memories().versions(TEAM, tea, null).items()).isEmpty();
            assertThat(open.memories().versions(TEAM, rain, null).items()).isEmpty();
        }
    }

    @Test
    void what_a_filter_deleted_and_an_undo_brought_back_stays() {
        try (OpenStore open = OpenStore.at(file(), new TickingClock(clock))) {
            MemoryId tea = remember(open, "tea");
            open.undo().undo(TEAM, handle(open.memories().deleteWhere(TEAM, FACTS)));
            clock.advance(Duration.ofDays(31));

            open.undo().purge();

            assertThat(open.memories().find(TEAM, tea, null)).isNotNull();
        }
    }

    @Test
    void what_earlier_versions_of_mimo_deleted_by_filter_and_never_purged_is_purged() throws SQLException {
        MemoryId tea;
        MemoryId rain;
        MemoryId snow;
        MemoryId kept;
        UndoHandle tomorrow;
        try (OpenStore open = OpenStore.at(file(), clock)) {
            kept = remember(open, "kept");
            open.memories().update(TEAM, kept, new Patch(null, "plan", null, null, null, null));
            tea = remember(open, "tea");
            // its handle has expired already, and went without it
            Receipt forgotten = open.memories().deleteWhere(TEAM, FACTS);
            rain = remember(open, "rain");
            Receipt waiting = open.memories().deleteWhere(TEAM, FACTS);
            clock.advance(Duration.ofDays(20));
            snow = remember(open, "snow");
            tomorrow = handle(open.memories().deleteWhere(TEAM, FACTS));
            raw("UPDATE undo SET made_at = made_at - 5 WHERE handle IN ('" + waiting.undo() + "', '" + tomorrow + "')");
            raw("DELETE FROM undo_item WHERE id IN ('" + tea + "', '" + kept + "')");
            raw("DELETE FROM undo WHERE handle = '" + forgotten.undo() + "'");
            raw("""
                    DROP INDEX undo_reverses; ALTER TABLE undo DROP COLUMN reverses; DROP TABLE similar;
                    CREATE TABLE similar (namespace INTEGER, id TEXT, other TEXT, score REAL);
                    ALTER TABLE memory_version DROP COLUMN occurred_offset;
                    DROP TABLE passage_vectors;
                    PRAGMA user_version = 4
                    """);
        }

        clock.advance(Duration.ofDays(11));
        try (OpenStore open = OpenStore.at(file(), clock)) {
            open.undo().purge();

            assertThat(open.memories().versions(TEAM, tea, null).items()).isEmpty();
            assertThat(open.memories().versions(TEAM, rain, null).items()).isEmpty();
            assertThat(open.memories().versions(TEAM, kept, null).items()).hasSize(2);
            open.undo().undo(TEAM, tomorrow);
            assertThat(open.memories().find(TEAM, snow, null)).isNotNull();
            assertThat(open.storage().readers().<Long>read(
                    database -> database.sql("SELECT count(*) FROM undo WHERE expires_at = 0").number())).isZero();
        }
    }

    private Path file() {
        return folder.resolve("mimo.db");
    }

    private void raw(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static MemoryId remember(OpenStore open, String text) {
        Receipt stored = open.memories().add(TEAM, List.of(NewMemory.of(Details.of(text)))).getFirst();
        return new MemoryId(Objects.requireNonNull(stored.id()));
    }

    private static UndoHandle handle(Receipt receipt) {
        return Objects.requireNonNull(receipt.undo());
    }

    /// Goes on a little whenever somebody asks for the time, as real ones do.
    private static final class TickingClock extends Clock {
        private final TestClock clock;

        TickingClock(TestClock clock) {
            this.clock = clock;
        }

        @Override
        public Instant instant() {
            clock.advance(Duration.ofMillis(1));
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
