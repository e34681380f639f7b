package dev.mimo.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One connection that looks whether others have committed to the data file, and never writes to it or makes it. Cheap
/// enough to be done several times a second. For one thread at a time.
public final class DataFileWatcher implements AutoCloseable {
    private final Path file;
    private final DataFile data;
    private final Duration limit;
    private @Nullable Database database;
    private @Nullable Object identity;
    private long version;
    private boolean quiet;
    /// Until a look has told it.
    private boolean replaced;

    /// What a look shows.
    public enum Observation {
        /// There is no file, or nothing in it yet.
        NOTHING,
        /// The file has the schema of a newer Mimo, so it cannot be read.
        FOREIGN,
        /// The file has the schema of an older Mimo, and whoever opens it for writing next will change that. Of what
        /// it holds, only the change sequence is sure to be there.
        OLDER,
        /// Nothing was committed since the last look.
        SAME,
        /// Something was, or this is the first look since `leave`.
        COMMITTED,
        /// Another file has taken the place of the one that was looked at last.
        REPLACED
    }

    /// Opens nothing yet.
    public DataFileWatcher(Path file, StorageSettings settings) {
        this.file = file;
        this.data = new DataFile(file, settings);
        this.limit = settings.readWait();
    }

    /// Looks, and connects first where that is needed. Refuses when the file cannot be used; `leave` then.
    public Observation look() {
        Object now = DataFile.identity(file);
        if (now == null) {
            leave();
            identity = null;
            return Observation.NOTHING;
        }
        if (identity != null && !identity.equals(now)) {
            replaced = true;
            leave();
        }
        identity = now;
        boolean fresh = database == null;
        Database open = connect();
        long before = version;
        // before anything is read: what is committed between the two is seen again by the next look
        version = open.sql("PRAGMA data_version").number();
        if (!fresh && version == before) {
            return Observation.SAME;
        }
        long schema = open.sql("PRAGMA user_version").number();
        if (schema == 0 || schema > SchemaMigrations.SCRIPTS.size()) {
            // whoever migrates may need the file for itself
            leave();
            return schema == 0 ? Observation.NOTHING : Observation.FOREIGN;
        }
        quiet = false;
        if (schema < SchemaMigrations.SCRIPTS.size()) {
            return Observation.OLDER;
        }
        Observation seen = replaced ? Observation.REPLACED : Observation.COMMITTED;
        replaced = false;
        return seen;
    }

    /// Asks the file, after a look that found one; within the limit for reads.
    public <T extends @Nullable Object> T read(Function<Database, T> query) {
        return query.apply(connect());
    }

    private Database connect() {
        Database open = database;
        if (open == null) {
            boolean told = quiet;
            // a fault is logged once, until a look succeeds
            quiet = true;
            open = data.openForLooking(told);
            database = open;
        }
        open.expectWithin(limit);
        return open;
    }

    /// Lets go of the file until the next look, which then sees it as if for the first time, unless it was replaced.
    public void leave() {
        Database open = database;
        database = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        leave();
    }
}
