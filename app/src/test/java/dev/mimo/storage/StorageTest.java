package dev.mimo.storage;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StorageTest {
    private static final String ADD = "INSERT INTO namespace (name) VALUES (:name)";
    private static final String COUNT = "SELECT count(*) FROM namespace";

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("home").resolve("mimo.db");
    }

    @Test
    void folder_and_file_are_for_the_owner_only() throws IOException {
        try (Storage storage = open()) {
            add(storage, "a");

            assertThat(permissions(folder.resolve("home"))).isEqualTo("rwx------");
            assertThat(permissions(file())).isEqualTo("rw-------");
            assertThat(permissions(file().resolveSibling("mimo.db-wal"))).isEqualTo("rw-------");
        }
    }

    @Test
    void a_file_that_others_could_read_is_closed_to_them() throws IOException {
        open().close();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-r--"));

        open().close();

        assertThat(permissions(file())).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void closing_leaves_one_file() {
        Storage storage = open();
        add(storage, "a");

        storage.close();

        assertThat(folder.resolve("home").toFile().list()).containsExactly("mimo.db");
    }

    @Test
    void a_file_of_a_newer_program_is_refused_with_a_remedy() {
        try (Storage storage = open()) {
            storage.writer().outside(database -> database.run("PRAGMA user_version = 999"));
        }

        Refusal refusal = refusal(this::open);

        assertThat(refusal).isInstanceOf(Refusal.Conflict.class);
        assertThat(refusal.detail()).contains("999");
        assertThat(refusal.remedy()).contains("newer Mimo");
    }

    @Test
    void what_is_not_a_database_is_refused_and_left_alone() throws IOException {
        Files.createDirectory(folder.resolve("home"));
        Files.writeString(file(), "not a database, and longer than the header of one ".repeat(50));

        assertThat(refusal(this::open)).isInstanceOf(Refusal.Unavailable.class);
        assertThat(Files.readString(file())).startsWith("not a database");
    }

    @Test
    void every_script_in_the_folder_is_applied() throws IOException {
        Path scripts = Path.of("src", "main", "resources", "db");

        try (var listed = Files.list(scripts)) {
            assertThat(listed.map(path -> scripts.relativize(path).toString()).sorted().toList())
                    .isEqualTo(SchemaMigrations.SCRIPTS);
        }
    }

    @Test
    void many_that_open_a_fresh_file_at_once_all_succeed() throws Exception {
        int openers = 8;
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(openers)) {
            List<Future<Storage>> opened = new ArrayList<>();
            for (int i = 0; i < openers; i++) {
                opened.add(threads.submit(() -> {
                    start.await();
                    return open();
                }));
            }
            start.countDown();
            for (int i = 0; i < openers; i++) {
                try (Storage storage = opened.get(i).get()) {
                    add(storage, "n" + i);
                }
            }
        }
        try (Storage storage = open()) {
            assertThat(count(storage)).isEqualTo(openers);
        }
    }

    @Test
    void a_write_that_fails_leaves_its_neighbors_in_the_group_alone() throws Exception {
        try (Storage storage = open(); ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch held = holdWriter(storage, callers);
            List<Future<?>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String name = i % 2 == 0 ? "n" + i : "same";
                answers.add(callers.submit(() -> add(storage, name)));
            }
            awaitQueued(storage, 20);
            held.countDown();

            int failures = 0;
            for (Future<?> answer : answers) {
                try {
                    answer.get();
                } catch (ExecutionException _) {
                    failures++;
                }
            }
            assertThat(failures).isEqualTo(9);
            assertThat(count(storage)).isEqualTo(11);
        }
    }

    @Test
    void a_write_that_throws_undoes_what_it_did() {
        try (Storage storage = open()) {
            assertThatThrownBy(() -> storage.writer().<@Nullable Void>write(1, database -> {
                database.sql(ADD).bind("name", "half").update();
                throw new IllegalStateException("enough");
            })).hasMessage("enough");

            assertThat(count(storage)).isZero();
        }
    }

    @Test
    void a_full_queue_refuses_with_a_time_to_come_back() throws Exception {
        StorageSettings small = settings(4, 1_000);
        try (Storage storage = Storage.open(file(), small);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch held = holdWriter(storage, callers);
            for (int i = 0; i < 4; i++) {
                String name = "n" + i;
                Future<?> _ = callers.submit(() -> add(storage, name));
            }
            awaitQueued(storage, 4);

            Refusal refusal = refusal(() -> add(storage, "more"));
            held.countDown();

            assertThat(refusal).isInstanceOfSatisfying(Refusal.TooBusy.class,
                    busy -> assertThat(busy.retryAfter()).isPositive());
        }
    }

    @Test
    void a_full_queue_is_also_one_that_holds_too_many_bytes() throws Exception {
        try (Storage storage = Storage.open(file(), settings(100, 1_000));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch held = holdWriter(storage, callers);

            Refusal refusal = refusal(() -> storage.writer().write(5_000, _ -> true));
            held.countDown();

            assertThat(refusal).isInstanceOf(Refusal.TooBusy.class);
            String alone = storage.writer().write(5_000, _ -> "it fits");
            assertThat(alone).isEqualTo("it fits");
        }
    }

    @Test
    void who_is_interrupted_while_waiting_for_the_queue_leaves_room_for_others() throws Exception {
        try (Storage storage = Storage.open(file(), settings(1, 1_000));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch held = holdWriter(storage, callers);
            Future<?> queued = callers.submit(() -> add(storage, "queued"));
            awaitQueued(storage, 1);

            Refusal refusal = refusal(() -> {
                Thread.currentThread().interrupt();
                boolean _ = storage.writer().write(900, _ -> true);
            });
            assertThat(Thread.interrupted()).isTrue();
            held.countDown();
            queued.get();

            assertThat(refusal).isInstanceOf(Refusal.TooBusy.class);
            assertThat(storage.writer().<Boolean>write(1_000, _ -> true)).isTrue();
        }
    }

    @Test
    void an_error_of_a_write_is_its_callers_and_seen_until_a_write_succeeds() {
        try (Storage storage = open()) {
            assertThatThrownBy(() -> storage.writer().write(1, database -> {
                database.sql(ADD).bind("name", "half").update();
                throw new OutOfMemoryError("of this test");
            })).isInstanceOf(OutOfMemoryError.class);

            add(storage, "after");

            assertThat(count(storage)).isEqualTo(1);
            assertThat(storage.trouble()).isNull();
        }
    }

    @Test
    void an_error_between_writes_is_seen_and_the_next_write_goes_on() {
        try (Storage storage = open()) {
            assertThatThrownBy(() -> storage.writer().outside(_ -> {
                throw new StackOverflowError();
            })).isInstanceOf(StackOverflowError.class);
            assertThat(storage.trouble()).contains("StackOverflowError");

            add(storage, "after");

            assertThat(storage.trouble()).isNull();
        }
    }

    @Test
    void a_transaction_that_stayed_open_does_not_stop_the_writes_after_it() {
        try (Storage storage = open()) {
            storage.writer().outside(database -> database.run("BEGIN IMMEDIATE"));

            add(storage, "after");

            assertThat(count(storage)).isEqualTo(1);
        }
    }

    @Test
    void housekeeping_that_fails_with_an_error_is_seen_and_done_again() throws Exception {
        try (Storage storage = open()) {
            CountDownLatch rounds = new CountDownLatch(3);
            CountDownLatch mended = new CountDownLatch(1);
            storage.every(Duration.ofMillis(1), () -> {
                rounds.countDown();
                if (mended.getCount() > 0) {
                    throw new OutOfMemoryError("of this test");
                }
            });
            rounds.await();
            assertThat(storage.trouble()).contains("OutOfMemoryError");

            mended.countDown();

            while (storage.trouble() != null) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_full_disk_is_said_and_does_not_stop_later_writes() {
        try (Storage storage = open()) {
            storage.writer().outside(database -> {
                long pages = database.sql("PRAGMA page_count").number();
                database.sql("PRAGMA max_page_count = " + (pages + 3)).number();
            });

            Refusal refusal = refusal(() -> add(storage, "x".repeat(100_000)));

            assertThat(refusal).isInstanceOf(Refusal.Unavailable.class);
            assertThat(refusal.detail()).contains("full");
            add(storage, "small");
            storage.writer().outside(database -> database.sql("PRAGMA max_page_count = 1000000").number());
            add(storage, "y".repeat(100_000));
            assertThat(count(storage)).isEqualTo(2);
        }
    }

    @Test
    void one_write_too_large_for_the_disk_does_not_fail_its_group() throws Exception {
        try (Storage storage = open(); ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            storage.writer().outside(database -> {
                long pages = database.sql("PRAGMA page_count").number();
                database.sql("PRAGMA max_page_count = " + (pages + 3)).number();
            });
            CountDownLatch held = holdWriter(storage, callers);
            Future<?> large = callers.submit(() -> add(storage, "x".repeat(100_000)));
            Future<?> small = callers.submit(() -> add(storage, "small"));
            awaitQueued(storage, 2);
            held.countDown();

            assertThat(small.get()).isEqualTo(true);
            assertThatThrownBy(large::get).hasCauseInstanceOf(RefusedException.class);
        }
    }

    @Test
    void a_read_past_its_limit_is_given_up() {
        try (Storage storage = open()) {
            Refusal refusal =
                    refusal(() -> storage.readers().read(Duration.ofMillis(20), database -> database.sql("""
                            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n
                            """).number()));

            assertThat(refusal).isInstanceOf(Refusal.TimedOut.class);
            assertThat(count(storage)).isZero();
        }
    }

    @Test
    void readers_cannot_write() {
        try (Storage storage = open()) {
            assertThat(refusal(() -> storage.readers().read(database -> database.sql(ADD).bind("name", "a")
                    .update())))
                    .isInstanceOf(Refusal.Unavailable.class);
        }
    }

    @Test
    void a_write_that_another_process_holds_up_is_refused_as_busy() throws Exception {
        try (Storage one = Storage.open(file(), settings(4, 1_000));
                Storage other = open();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch held = new CountDownLatch(1);
            Future<?> holder = callers.submit(() -> other.writer().write(1, _ -> {
                inside.countDown();
                return await(held);
            }));
            inside.await();

            assertThat(refusal(() -> add(one, "a"))).isInstanceOf(Refusal.TooBusy.class);
            held.countDown();
            holder.get();
            assertThat(add(one, "a")).isTrue();
        }
    }

    @Test
    void waiting_writes_share_commits() throws Exception {
        try (Storage storage = open(); ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch held = holdWriter(storage, callers);
            AtomicInteger number = new AtomicInteger();
            List<Future<Long>> commits = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                commits.add(callers.submit(() -> storage.writer().write(1, database -> {
                    database.sql(ADD).bind("name", "n" + number.incrementAndGet()).update();
                    return (long) System.identityHashCode(Thread.currentThread());
                })));
            }
            awaitQueued(storage, 100);
            long walBefore = Files.size(file().resolveSibling("mimo.db-wal"));
            held.countDown();
            for (Future<Long> commit : commits) {
                commit.get();
            }

            // each commit of its own would add three pages of 4 KiB or more
            assertThat(Files.size(file().resolveSibling("mimo.db-wal")) - walBefore).isLessThan(100L * 4096);
            assertThat(count(storage)).isEqualTo(100);
        }
    }

    private Storage open() {
        return Storage.open(file(), StorageSettings.defaults());
    }

    private static StorageSettings settings(int jobs, long bytes) {
        StorageSettings usual = StorageSettings.defaults();
        return new StorageSettings(Durability.NORMAL, 2, jobs, bytes, Duration.ofMillis(50), usual.writeWait(),
                usual.groupJobs(), usual.groupBytes(), Duration.ofMillis(100), usual.readWait(),
                usual.undoLifetime(), usual.indexBytes(), usual.indexWait(), usual.countsEvery(), usual.tidyEvery());
    }

    private static boolean add(Storage storage, String name) {
        return storage.writer().write(1, database -> database.sql(ADD).bind("name", name).update() == 1);
    }

    private static long count(Storage storage) {
        return storage.readers().read(database -> database.sql(COUNT).number());
    }

    /// Keeps the writer's thread in one write until the latch is opened.
    private static CountDownLatch holdWriter(Storage storage, ExecutorService callers) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        Future<?> _ = callers.submit(() -> storage.writer().write(1, _ -> {
            inside.countDown();
            return await(held);
        }));
        inside.await();
        return held;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void awaitQueued(Storage storage, int writes) {
        while (storage.writer().waiting() < writes) {
            Thread.onSpinWait();
        }
    }

    private static Refusal refusal(Runnable call) {
        List<Refusal> refusals = new ArrayList<>();
        assertThatThrownBy(call::run).isInstanceOfSatisfying(RefusedException.class,
                refused -> refusals.add(refused.refusal()));
        return refusals.getFirst();
    }
}
