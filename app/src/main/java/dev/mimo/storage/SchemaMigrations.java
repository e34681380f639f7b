package dev.mimo.storage;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Brings a file to the newest schema, forward only. The scripts' names carry their numbers; `PRAGMA user_version`
/// says which was applied last.
final class SchemaMigrations {
    /// In order, without gaps; a released script is never changed.
    static final List<String> SCRIPTS = List.of("V001__memory.sql", "V002__shorter_token_vectors.sql",
            "V003__endings.sql", "V004__undo_of_any_kind.sql", "V005__what_was_never_purged.sql",
            "V006__pieces_and_links_of_texts.sql", "V007__embedding_lease.sql", "V008__day_as_written.sql",
            "V009__passages_of_long_texts.sql", "V010__facts.sql");

    private static final int WAL_ATTEMPTS_MAX = 500;
    private static final int WAL_PAUSE_MILLIS = 20;

    private SchemaMigrations() {}

    /// Applies what is missing, all or nothing. Processes that open a fresh file at once take turns.
    static void apply(Database database) {
        refuseNewer(database);
        useWriteAheadLog(database);
        if (version(database) == SCRIPTS.size()) {
            return;
        }
        database.transaction(() -> {
            // asked again under the write lock: another process may have been first
            int from = refuseNewer(database);
            SCRIPTS.subList(from, SCRIPTS.size()).forEach(script -> database.run(read(script)));
            database.run("PRAGMA user_version = " + SCRIPTS.size());
        });
    }

    private static int version(Database database) {
        return Math.toIntExact(database.sql("PRAGMA user_version").number());
    }

    /// @return the schema's version
    static int refuseNewer(Database database) {
        int version = version(database);
        if (version > SCRIPTS.size()) {
            throw Refusal.conflict(
                    "The data file was written by a newer Mimo (schema " + version + "; this one knows up to "
                            + SCRIPTS.size() + ").",
                    "Start the newer Mimo, or set MIMO_HOME to another folder.");
        }
        return version;
    }

    /// Needs the file for itself for a moment, and SQLite does not wait for that as it waits for locks.
    private static void useWriteAheadLog(Database database) {
        for (int attempt = 1;; attempt++) {
            try {
                String mode = database.sql("PRAGMA journal_mode = WAL").first(row -> row.text("journal_mode"));
                if (!"wal".equals(mode)) {
                    throw new RefusedException(new Refusal.Unavailable(
                            "The disk that holds the data file does not support a write-ahead log.",
                            "Set MIMO_HOME to a folder on a local disk.", Duration.ofSeconds(30)));
                }
                return;
            } catch (RefusedException refused) {
                if (!(refused.refusal() instanceof Refusal.TooBusy) || attempt == WAL_ATTEMPTS_MAX) {
                    throw refused;
                }
                pause(refused);
            }
        }
    }

    private static void pause(RuntimeException busy) {
        try {
            Thread.sleep(WAL_PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw busy;
        }
    }

    private static String read(String script) {
        try (InputStream stream = SchemaMigrations.class.getResourceAsStream("/db/" + script)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks " + script);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
