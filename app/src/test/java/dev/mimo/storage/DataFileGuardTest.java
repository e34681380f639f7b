package dev.mimo.storage;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What happens to the data file while Mimo has it open.
class DataFileGuardTest {
    private static final String ADD = "INSERT INTO namespace (name) VALUES (:name)";

    @TempDir
    Path folder;

    private Path file;
    private Storage storage;

    @BeforeEach
    void openStorage() {
        file = folder.resolve("mimo.db");
        storage = Storage.open(file, StorageSettings.defaults());
        add("before");
    }

    @AfterEach
    void closeStorage() {
        storage.close();
    }

    @Test
    void nothing_is_taken_or_told_once_the_file_is_removed() throws IOException {
        Files.delete(file);

        assertThat(refusal(() -> add("lost"))).isInstanceOf(Refusal.Unavailable.class)
                .extracting(Refusal::remedy).asString().contains("restore a backup");
        assertThat(refusal(this::count)).isInstanceOf(Refusal.Unavailable.class);
        assertThat(storage.trouble()).contains("removed, moved or replaced");
        assertThat(storage.isUsable()).isFalse();
    }

    @Test
    void nothing_is_taken_once_another_file_has_its_place_which_stays_as_it_is() throws IOException {
        Path backup = folder.resolve("backup.db");
        storage.checkpoint();
        Files.copy(file, backup);
        Files.move(file, folder.resolve("old.db"));
        Files.move(backup, file);
        byte[] before = Files.readAllBytes(file);

        assertThat(refusal(() -> add("lost"))).isInstanceOf(Refusal.Unavailable.class);

        storage.close();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder.resolve("mimo.db-wal")).exists();
    }

    @Test
    void nothing_is_taken_once_the_log_is_removed() throws IOException {
        Files.delete(folder.resolve("mimo.db-wal"));

        assertThat(refusal(() -> add("lost"))).isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void a_file_that_comes_back_is_used_again() throws IOException {
        Files.move(file, folder.resolve("away"));
        assertThat(refusal(() -> add("lost"))).isInstanceOf(Refusal.Unavailable.class);
        Files.move(folder.resolve("away"), file);

        add("after");

        assertThat(count()).isEqualTo(2);
        assertThat(storage.trouble()).isNull();
    }

    @Test
    void who_is_told_of_success_while_the_file_goes_was_not_lied_to() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        FutureTask<Refusal> write = new FutureTask<>(() -> refusal(() -> storage.writer().write(1, database -> {
            inside.countDown();
            await(gone);
            return database.sql(ADD).bind("name", "lost").update();
        })));
        Thread.ofPlatform().start(write);
        inside.await();
        Files.delete(file);
        gone.countDown();

        assertThat(((Future<Refusal>) write).get()).isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void a_file_that_a_newer_mimo_has_taken_over_is_neither_written_nor_read() {
        storage.writer().outside(database -> database.run("PRAGMA user_version = 999"));

        assertThat(refusal(() -> add("lost"))).isInstanceOf(Refusal.Conflict.class)
                .extracting(Refusal::remedy).asString().contains("newer Mimo");
        assertThat(refusal(this::count)).isInstanceOf(Refusal.Conflict.class);
    }

    private boolean add(String name) {
        return storage.writer().write(1, database -> database.sql(ADD).bind("name", name).update() == 1);
    }

    private long count() {
        return storage.readers().<Long>read(database -> database.sql("SELECT count(*) FROM namespace").number());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Refusal refusal(Runnable call) {
        return Objects.requireNonNull(catchThrowableOfType(RefusedException.class, call::run)).refusal();
    }
}
