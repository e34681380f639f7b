package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.storage.Database;
import dev.mimo.storage.Storage;
import dev.mimo.terms.MemoryId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes anew what another version of the program derived from the texts, some rows at a time and beside all else.
/// Until a row's turn comes, an index that is loaded makes its entry by itself; nothing waits for this. Processes that
/// do it side by side do the same.
final class EntryRenewal {
    static final Duration PAUSE = Duration.ofMillis(250);
    private static final int ROWS = 500;
    private static final Duration AT_ONCE = Duration.ofMillis(150);
    /// So many rows that need nothing are worth a note of how far it came.
    private static final long SKIPPED_NOTED = 1_000;

    private static final String UP_TO = """
            SELECT r.up_to FROM renewal r WHERE r.name = 'entries' AND r.version = :version
            """;
    private static final String LAST = """
            SELECT coalesce(max(m.row), 0) FROM memory_version m
            """;
    private static final String OUTDATED = "SELECT m.row, m.id, m.entry_version, " + MemoryVersionTable.DETAILS + """
            FROM memory_version m
            WHERE m.row > :after AND m.row <= :last AND m.entry_version <> :version
            ORDER BY m.row LIMIT :limit
            """;
    private static final String RENEW = """
            UPDATE memory_version SET entry_version = :version, entry = :entry WHERE row = :row
            """;
    private static final String JUDGE = """
            UPDATE memory_version SET embedded_by = NULL WHERE row = :row
            """;
    private static final String NOTE = """
            INSERT INTO renewal (name, version, up_to) VALUES ('entries', :version, :up_to)
            ON CONFLICT (name) DO UPDATE SET version = excluded.version, up_to = excluded.up_to
            """;

    private final Storage storage;
    private final MemoryPreparer preparer;
    private boolean done;

    EntryRenewal(Storage storage, MemoryPreparer preparer) {
        this.storage = storage;
        this.preparer = preparer;
    }

    /// A row of another version, as this one derives it.
    ///
    /// @param unjudged whether it may have a vector although the model cannot read it
    private record Renewed(long row, byte[] entry, boolean unjudged) {}

    /// Does some of it; nothing once all is done.
    void run() {
        long until = System.nanoTime() + AT_ONCE.toNanos();
        while (!done && System.nanoTime() - until < 0) {
            step();
        }
    }

    private void step() {
        Long noted = storage.readers().read(database -> database.sql(UP_TO)
                .bind("version", MemoryPreparer.VERSION).first(row -> row.number("up_to")));
        long after = noted == null ? 0 : noted;
        long last = storage.readers().read(database -> database.sql(LAST).number());
        List<Renewed> renewed = storage.readers().read(database -> outdated(database, after, last));
        done = renewed.size() < ROWS;
        long upTo = done ? last : renewed.getLast().row();
        if (!renewed.isEmpty() || upTo - after > SKIPPED_NOTED) {
            long bytes = renewed.stream().mapToLong(one -> one.entry().length).sum();
            storage.writer().<@Nullable Void>write(bytes, database -> {
                renewed.forEach(one -> renew(database, one));
                database.sql(NOTE).bind("version", MemoryPreparer.VERSION).bind("up_to", upTo).update();
                return null;
            });
        }
    }

    private List<Renewed> outdated(Database database, long after, long last) {
        return database.sql(OUTDATED).bind("after", after).bind("last", last)
                .bind("version", MemoryPreparer.VERSION).bind("limit", ROWS).list(row -> {
                    Details details = MemoryVersionTable.details(row);
                    return new Renewed(row.number("row"), preparer.entry(new MemoryId(row.text("id")), details),
                            MemoryPreparer.isUnjudged(row.number("entry_version"), details));
                });
    }

    private static void renew(Database database, Renewed one) {
        database.sql(RENEW).bind("version", MemoryPreparer.VERSION).bind("entry", one.entry()).bind("row", one.row())
                .update();
        if (one.unjudged()) {
            database.sql(JUDGE).bind("row", one.row()).update();
        }
    }
}
