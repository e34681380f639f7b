package dev.mimo.storage;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notices when the data file is no longer the one that was opened. SQLite would go on with the old one, which nobody
/// finds any more: what is written to it is gone with this process.
final class DataFileGuard {
    private static final long BELIEVED_NANOS = Duration.ofMillis(100).toNanos();

    private final List<Path> files;
    private final List<Optional<Object>> opened;
    /// Until when reads believe the last look, in `System.nanoTime()`.
    private volatile long believedUntil = System.nanoTime();

    /// @param file open, with its log
    DataFileGuard(Path file) {
        this.files = List.of(file, log(file), file.resolveSibling(file.getFileName() + "-shm"));
        this.opened = identities();
    }

    /// The write-ahead log of a data file.
    static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private List<Optional<Object>> identities() {
        return files.stream().map(file -> Optional.ofNullable(DataFile.identity(file))).toList();
    }

    /// What is wrong; absent while the file is the one that was opened.
    @Nullable
    String trouble() {
        return identities().equals(opened)
                ? null
                : "The data file or its log was removed, moved or replaced while Mimo had it open.";
    }

    /// Refuses with `Unavailable` when the file is another, and with `Conflict` when a newer Mimo has taken it over.
    void check(Database database) {
        check();
        believedUntil = System.nanoTime();
        SchemaMigrations.refuseNewer(database);
        believedUntil = System.nanoTime() + BELIEVED_NANOS;
    }

    /// The same for a read, which loses nothing when it hears of it a moment later.
    void checkRead(Database database) {
        if (System.nanoTime() - believedUntil >= 0) {
            check(database);
        }
    }

    /// As the first, but asks no connection.
    void check() {
        String trouble = trouble();
        if (trouble != null) {
            believedUntil = System.nanoTime();
            throw new RefusedException(new Refusal.Unavailable(trouble,
                    "Stop Mimo, put the file and its log back as they were or restore a backup, and start it again;"
                            + " what is refused meanwhile is not stored.",
                    Duration.ofSeconds(30)));
        }
    }
}
