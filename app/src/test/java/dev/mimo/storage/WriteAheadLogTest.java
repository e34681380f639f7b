package dev.mimo.storage;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WriteAheadLogTest {
    private static final int ROW_BYTES = 1 << 20;
    private static final int ROWS = 160;
    /// Counts up to a number, for a few milliseconds, with a page of the file in hand.
    private static final String SLOW = """
            WITH RECURSIVE n(i) AS (SELECT count(*) FROM namespace UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
            SELECT count(*) FROM n
            """;

    @TempDir
    Path folder;

    @Test
    void the_log_keeps_within_its_bound_while_reads_overlap() throws Exception {
        Path file = folder.resolve("mimo.db");
        AtomicBoolean written = new AtomicBoolean();
        AtomicLong reads = new AtomicLong();
        long longest = 0;
        try (Storage storage = Storage.open(file, settings());
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            storage.writer().outside(database -> database.run("CREATE TABLE filler (bytes BLOB) STRICT"));
            for (int i = 0; i < storage.settings().readers(); i++) {
                Future<?> _ = readers.submit(() -> {
                    while (!written.get()) {
                        storage.readers().<Long>read(database -> database.sql(SLOW).number());
                        reads.incrementAndGet();
                    }
                });
            }
            for (int i = 0; i < ROWS; i++) {
                storage.writer().write(ROW_BYTES, database -> database
                        .sql("INSERT INTO filler (bytes) VALUES (randomblob(" + ROW_BYTES + "))").update());
                longest = Math.max(longest, DataFileGuard.log(file).toFile().length());
            }
            written.set(true);
        }

        assertThat(reads).hasPositiveValue();
        assertThat(longest).isLessThan(2 * WriteAheadLog.BYTES_MAX);
    }

    private static StorageSettings settings() {
        StorageSettings usual = StorageSettings.defaults();
        return new StorageSettings(Durability.NORMAL, usual.readers(), usual.queueJobs(), usual.queueBytes(),
                usual.queueWait(), usual.writeWait(), usual.groupJobs(), usual.groupBytes(), usual.busyWait(),
                usual.readWait(), usual.undoLifetime(), usual.indexBytes(), usual.indexWait(), usual.countsEvery(),
                usual.tidyEvery());
    }
}
