package dev.mimo.storage;

import java.nio.file.Path;
import java.time.Duration;

/// Keeps the write-ahead log within a bound. SQLite moves what it can from the log into the data file by itself, but
/// begins the log anew only at a moment when nobody reads from it, and while reads overlap there is none. Past the
/// bound, reads that begin are kept off the log until the last one that uses it has ended.
///
/// For the writer's thread.
final class WriteAheadLog {
    static final long BYTES_MAX = 64L << 20;
    /// A read may take longer; then it is tried again when the log has grown by some more.
    private static final Duration WAIT = Duration.ofMillis(250);
    private static final long BYTES_BETWEEN_ATTEMPTS = 4L << 20;

    private final Path log;
    private final Duration busyWait;
    private long attemptAt = BYTES_MAX;

    /// @param busyWait how long other statements wait for locks
    WriteAheadLog(Path file, Duration busyWait) {
        this.log = DataFileGuard.log(file);
        this.busyWait = busyWait;
    }

    /// Begins the log anew where it is too long, between transactions.
    void limit(Database database) {
        long bytes = log.toFile().length();
        if (bytes < attemptAt) {
            return;
        }
        database.run("PRAGMA busy_timeout = " + WAIT.toMillis());
        try {
            boolean emptied = database.sql("PRAGMA wal_checkpoint(TRUNCATE)").number() == 0;
            attemptAt = emptied ? BYTES_MAX : bytes + BYTES_BETWEEN_ATTEMPTS;
        } finally {
            database.run("PRAGMA busy_timeout = " + busyWait.toMillis());
        }
    }
}
