package dev.mimo.storage.memory;

import dev.mimo.TestClock;
import dev.mimo.memory.Details;
import dev.mimo.memory.EmbeddingBacklog.Embedded;
import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.memory.Filter;
import dev.mimo.memory.MemoryNews;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.storage.DataFileWatcher;
import dev.mimo.storage.Durability;
import dev.mimo.storage.StorageSettings;
import dev.mimo.storage.feed.ChangeFeed;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ChangeFeedTest {
    private static final StorageSettings SETTINGS = OpenStore.settings(Durability.NORMAL);
    private static final Namespace TEAM = new Namespace("team");
    private static final Namespace OTHER = new Namespace("other");
    private static final Filter EVERYTHING = new Filter(List.of(Details.of("any").category()), List.of(), List.of(),
            null, null, null);
    private static final Duration OFTEN = Duration.ofMillis(2);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private int marks;

    private record News(Namespace namespace, Set<MemoryId> ids) {}

    /// Hears while it is told to.
    private static final class Ear implements MemoryNews.Listener {
        final LinkedBlockingQueue<News> heard = new LinkedBlockingQueue<>();
        final Semaphore asked = new Semaphore(0);
        volatile boolean hears = true;

        @Override
        public boolean hears() {
            asked.release();
            return hears;
        }

        @Override
        public void changed(Namespace namespace, Set<MemoryId> ids) {
            heard.add(new News(namespace, ids));
        }

        News next() throws InterruptedException {
            return Objects.requireNonNull(heard.poll(20, TimeUnit.SECONDS), "news");
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private Path file() {
        return folder.resolve("mimo.db");
    }

    private OpenStore store() {
        return opened(OpenStore.at(file(), clock, SETTINGS));
    }

    private ChangeFeed feed(Ear ear) {
        ChangeFeed feed = opened(new ChangeFeed(() -> new DataFileWatcher(file(), SETTINGS), OFTEN));
        feed.listen(ear);
        return feed;
    }

    private Ear listening() throws InterruptedException {
        Ear ear = new Ear();
        feed(ear).begin();
        return ear;
    }

    private <T extends AutoCloseable> T opened(T room) {
        opened.add(room);
        return room;
    }

    private static Receipt add(OpenStore store, Namespace namespace, String content) {
        return store.memories().add(namespace, List.of(NewMemory.of(Details.of(content)))).getFirst();
    }

    private static MemoryId id(Receipt receipt) {
        return new MemoryId(Objects.requireNonNull(receipt.id()));
    }

    private static UndoHandle handle(Receipt receipt) {
        return Objects.requireNonNull(receipt.undo());
    }

    private static Patch saying(String content) {
        return new Patch(content, null, null, null, null, null);
    }

    private static void embed(OpenStore store, String model) {
        for (Pending pending : store.backlog().pending(model, Set.of(), 100)) {
            float[] vector = new float[OpenStore.DIMENSION];
            vector[0] = 1;
            store.backlog().save(model, List.of(new Embedded(pending, List.of(vector), new byte[0])));
        }
    }

    /// Whatever was told before this comes before this.
    private void assertSilence(OpenStore store, Ear ear) throws InterruptedException {
        MemoryId mark = id(add(store, OTHER, "mark " + marks++));
        assertThat(ear.next()).isEqualTo(new News(OTHER, Set.of(mark)));
    }

    @Test
    void each_change_of_another_store_is_told_with_its_id() throws Exception {
        OpenStore writing = store();
        store();
        Ear ear = listening();

        Receipt stored = add(writing, TEAM, "one");
        News told = new News(TEAM, Set.of(id(stored)));
        assertThat(ear.next()).isEqualTo(told);
        Receipt updated = writing.memories().update(TEAM, id(stored), saying("two"));
        assertThat(ear.next()).isEqualTo(told);
        Receipt restored = writing.undo().undo(TEAM, handle(updated));
        assertThat(ear.next()).isEqualTo(told);
        writing.undo().undo(TEAM, handle(restored));
        assertThat(ear.next()).isEqualTo(told);
        Receipt deleted = writing.memories().delete(TEAM, id(stored));
        assertThat(ear.next()).isEqualTo(told);
        writing.undo().undo(TEAM, handle(deleted));
        assertThat(ear.next()).isEqualTo(told);
        assertSilence(writing, ear);
    }

    @Test
    void undoing_what_was_stored_is_told() throws Exception {
        OpenStore store = store();
        Receipt stored = add(store, TEAM, "one");
        Ear ear = listening();

        store.undo().undo(TEAM, handle(stored));

        assertThat(ear.next()).isEqualTo(new News(TEAM, Set.of(id(stored))));
        assertSilence(store, ear);
    }

    @Test
    void a_deletion_of_many_names_each() throws Exception {
        OpenStore store = store();
        Set<MemoryId> ids = Set.of(id(add(store, TEAM, "one")), id(add(store, TEAM, "two")));
        Ear ear = listening();

        store.memories().deleteWhere(TEAM, EVERYTHING);

        assertThat(ear.next()).isEqualTo(new News(TEAM, ids));
        assertSilence(store, ear);
    }

    @Test
    void embedding_reading_counting_and_repeating_are_silent() throws Exception {
        OpenStore store = store();
        MemoryId id = id(add(store, TEAM, "one"));
        Receipt deleted = store.memories().delete(TEAM, id);
        // two rows now, of which one has ended, and both are of the origin that is embedded
        store.undo().undo(TEAM, handle(deleted));
        Ear ear = listening();

        embed(store, "first");
        embed(store, "second");
        store.memories().recalled(TEAM, List.of(id));
        store.memories().writeCounts();
        assertThat(add(store, TEAM, "one").sameAs()).isEqualTo(id.value());

        assertSilence(store, ear);
    }

    @Test
    void vectors_that_come_after_the_deletion_are_silent() throws Exception {
        OpenStore store = store();
        MemoryId id = id(add(store, TEAM, "one"));
        List<Pending> pending = store.backlog().pending("model", Set.of(), 10);
        store.memories().delete(TEAM, id);
        Ear ear = listening();

        float[] vector = new float[OpenStore.DIMENSION];
        vector[0] = 1;
        store.backlog().save("model", List.of(new Embedded(pending.getFirst(), List.of(vector), new byte[0])));

        assertSilence(store, ear);
    }

    @Test
    void purging_what_was_deleted_long_ago_is_silent() throws Exception {
        OpenStore store = store();
        MemoryId id = id(add(store, TEAM, "one"));
        store.memories().delete(TEAM, id);
        clock.advance(SETTINGS.undoLifetime().plusDays(1));
        Ear ear = listening();

        store.undo().purge();

        assertThat(store.memories().versions(TEAM, id, null).items()).isEmpty();
        assertSilence(store, ear);
    }

    @Test
    void thousands_of_changes_at_once_are_told_by_namespace_and_only_where_something_changed() throws Exception {
        OpenStore store = store();
        add(store, new Namespace("quiet"), "nothing happens here");
        add(store, OTHER, "only embedded");
        Ear ear = listening();

        Ear later = new Ear();
        later.hears = false;
        ChangeFeed feed = feed(later);
        feed.begin();
        later.asked.acquire();
        store.memories().add(TEAM, IntStream.range(0, 5_000)
                .mapToObj(i -> NewMemory.of(Details.of("number " + i))).toList());
        embed(store, "model");
        later.hears = true;
        feed.wake();

        assertThat(later.next()).isEqualTo(new News(TEAM, Set.of()));
        assertThat(ear.next()).isEqualTo(new News(TEAM, Set.of()));
        later.hears = false;
        later.asked.drainPermits();
        later.asked.acquire();
        // which goes in pieces, and is told in pieces to who hears meanwhile
        store.memories().deleteWhere(TEAM, EVERYTHING);
        later.hears = true;
        feed.wake();
        assertThat(later.next()).isEqualTo(new News(TEAM, Set.of()));
        assertSilence(store, later);
    }

    @Test
    void nobody_looks_while_nobody_hears_and_what_was_missed_is_told_afterwards() throws Exception {
        OpenStore store = store();
        Ear ear = new Ear();
        ear.hears = false;
        AtomicInteger openings = new AtomicInteger();
        ChangeFeed feed = opened(new ChangeFeed(() -> {
            openings.incrementAndGet();
            return new DataFileWatcher(file(), SETTINGS);
        }, OFTEN));
        feed.listen(ear);
        assertThat(openings).hasValue(0);

        feed.begin();
        ear.asked.acquire();
        MemoryId id = id(add(store, TEAM, "one"));
        assertThat(ear.heard.poll(50, TimeUnit.MILLISECONDS)).isNull();
        // asked once, by the one look that began it
        assertThat(ear.asked.availablePermits()).isZero();
        ear.hears = true;
        feed.wake();

        assertThat(ear.next()).isEqualTo(new News(TEAM, Set.of(id)));
    }

    @Test
    void a_start_that_nobody_waits_for_is_put_off_and_can_be_closed_meanwhile() {
        AtomicInteger openings = new AtomicInteger();
        ChangeFeed feed = new ChangeFeed(() -> {
            openings.incrementAndGet();
            return new DataFileWatcher(file(), SETTINGS);
        }, OFTEN);
        feed.listen(new Ear());

        feed.wake();
        feed.close();

        assertThat(openings).hasValue(0);
    }

    @Test
    void a_file_that_comes_later_is_all_news() throws Exception {
        Ear ear = listening();
        assertThat(file()).doesNotExist();

        OpenStore store = store();
        MemoryId id = id(add(store, TEAM, "one"));

        assertThat(ear.next()).isEqualTo(new News(TEAM, Set.of(id)));
    }

    @Test
    void a_file_that_is_replaced_is_read_anew() throws Exception {
        OpenStore store = OpenStore.at(file(), clock, SETTINGS);
        MemoryId before = id(add(store, TEAM, "one"));
        store.close();
        Path copy = Files.copy(file(), folder.resolve("copy"));
        Ear ear = listening();
        OpenStore first = store();
        MemoryId after = id(add(first, TEAM, "two"));
        assertThat(ear.next()).isEqualTo(new News(TEAM, Set.of(after)));
        close();
        opened.clear();

        Ear second = listening();
        Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);

        assertThat(second.next()).isEqualTo(new News(TEAM, Set.of(before)));
    }

    @Test
    void a_file_that_cannot_be_read_delays_the_news_only() throws Exception {
        Files.writeString(file(), "not a database, and longer than the header of one ".repeat(50));
        Ear ear = listening();
        ear.asked.acquire(3);

        Files.delete(file());
        ear.asked.drainPermits();
        ear.asked.acquire(2);
        OpenStore store = store();
        MemoryId id = id(add(store, TEAM, "one"));

        assertThat(ear.next()).isEqualTo(new News(TEAM, Set.of(id)));
    }

    @Test
    void a_file_of_another_schema_is_left_alone_until_it_is_known() throws Exception {
        OpenStore store = store();
        MemoryId tea = id(add(store, TEAM, "tea"));
        long known = store.storage().readers().read(database -> database.sql("PRAGMA user_version").number());
        store.storage().writer().outside(database -> database.run("PRAGMA user_version = 999"));
        Ear ear = listening();
        ear.asked.acquire(3);
        // unheard
        raw("BEGIN IMMEDIATE; UPDATE change SET sequence = sequence + 1; UPDATE memory_version SET known_to = 1, "
                + "changed = (SELECT c.sequence FROM change c) WHERE id = '" + tea + "'; COMMIT");

        store.storage().writer().outside(database -> database.run("PRAGMA user_version = " + known));
        ear.asked.drainPermits();
        ear.asked.acquire(3);

        assertSilence(store, ear);
    }

    @Test
    void what_a_process_of_an_older_mimo_deletes_is_told_too() throws Exception {
        OpenStore store = store();
        MemoryId tea = id(add(store, TEAM, "tea"));
        Ear ear = listening();

        // in one commit, as it writes
        raw("BEGIN IMMEDIATE; UPDATE change SET sequence = sequence + 1; UPDATE memory_version SET known_to = 1, "
                + "changed = (SELECT c.sequence FROM change c) WHERE id = '" + tea + "'; COMMIT");

        assertThat(ear.next()).isEqualTo(new News(TEAM, Set.of(tea)));
    }

    @Test
    void a_file_of_an_older_mimo_is_heard_from_the_moment_of_listening() throws Exception {
        try (OpenStore before = OpenStore.at(file(), clock, SETTINGS)) {
            add(before, TEAM, "before");
        }
        raw("DROP INDEX undo_reverses; ALTER TABLE undo DROP COLUMN reverses; ALTER TABLE undo DROP COLUMN kind");
        raw("DROP TABLE similar; CREATE TABLE similar (namespace INTEGER, id TEXT, other TEXT, score REAL)");
        raw("DROP TRIGGER memory_ends");
        raw("DROP INDEX memory_ended");
        raw("ALTER TABLE memory_version DROP COLUMN ended; ALTER TABLE memory_version DROP COLUMN occurred_offset;"
                + " DROP TABLE passage_vectors");
        raw("PRAGMA user_version = 2");
        Ear ear = listening();

        // migrates
        OpenStore store = store();

        MemoryId after = id(add(store, TEAM, "after"));
        assertThat(ear.next()).isEqualTo(new News(TEAM, Set.of(after)));
        store.memories().delete(TEAM, after);
        assertThat(ear.next()).isEqualTo(new News(TEAM, Set.of(after)));
    }

    private void raw(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void closing_is_quick_and_whoever_closes_last_leaves_one_file() throws IOException, InterruptedException {
        OpenStore store = OpenStore.at(file(), clock, SETTINGS);
        Ear ear = new Ear();
        ChangeFeed feed = feed(ear);
        feed.begin();
        add(store, TEAM, "one");
        assertThat(ear.next().namespace()).isEqualTo(TEAM);

        store.close();
        feed.close();
        feed.close();
        feed.wake();

        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file());
        }
    }
}
