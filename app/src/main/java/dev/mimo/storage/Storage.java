package dev.mimo.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The open data file: its writer and its readers, on the newest schema.
public final class Storage implements AutoCloseable {
    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(1);

    private final StorageSettings settings;
    private final DataFileGuard guard;
    private final GroupCommitWriter writer;
    private final ReaderPool readers;
    private final MaintenanceScheduler housekeeping;

    private Storage(DataFile file, DataFileGuard guard, Database writing, WriteAheadLog log, StorageSettings settings) {
        this.settings = settings;
        this.guard = guard;
        this.readers = new ReaderPool(file, guard, settings);
        this.writer = new GroupCommitWriter(writing, guard, log, settings);
        housekeeping = new MaintenanceScheduler(settings.writeWait());
        every(CHECKPOINT_EVERY, this::checkpoint);
    }

    /// Opens the file, or creates it, readable by its owner only. Several processes may have it open.
    ///
    /// Refuses with `Conflict` a file of a newer Mimo, and with `Unavailable` one that cannot be used.
    public static Storage open(Path file, StorageSettings settings) {
        DataFile data = new DataFile(file, settings);
        data.create();
        Database writing = data.openForWriting();
        try {
            SchemaMigrations.apply(writing);
            return new Storage(data, new DataFileGuard(file), writing, new WriteAheadLog(file, settings.busyWait()),
                    settings);
        } catch (Throwable failure) {
            writing.close();
            throw failure;
        }
    }

    public GroupCommitWriter writer() {
        return writer;
    }

    public ReaderPool readers() {
        return readers;
    }

    public StorageSettings settings() {
        return settings;
    }

    /// Whether the file is still the one that was opened: everything is refused otherwise.
    public boolean isUsable() {
        return guard.trouble() == null;
    }

    /// What is wrong with the file, with the last commit or with what is done beside the calls; absent when nothing is.
    /// Reads no data, so it can be asked at any time.
    public @Nullable String trouble() {
        return Stream.of(guard.trouble(), writer.trouble(), housekeeping.trouble()).filter(Objects::nonNull).findFirst()
                .orElse(null);
    }

    /// Does the task beside the calls, again and again until this is closed, with that pause in between.
    public void every(Duration pause, Runnable task) {
        housekeeping.every(pause, task);
    }

    /// What SQLite says of the file: `ok`, or what is wrong with it.
    public String integrity() {
        String verdict = readers.read(database -> database.sql("PRAGMA quick_check(1)")
                .first(row -> row.text("quick_check")));
        return verdict == null ? "no answer" : verdict;
    }

    /// Moves what it can from the log into the file, without making anyone wait.
    public void checkpoint() {
        writer.outside(database -> database.sql("PRAGMA wal_checkpoint(PASSIVE)").first(row -> row.number("busy")));
    }

    /// Finishes what is queued; the last process to close leaves one file, without a log beside it.
    @Override
    public void close() {
        housekeeping.close();
        readers.close();
        writer.close();
    }
}
