package dev.mimo.storage.undo;

import dev.mimo.refusal.Refusal;
import dev.mimo.storage.Database;
import dev.mimo.storage.Storage;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.Receipt.Status;
import dev.mimo.terms.UndoHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A second kind of thing, as small as one can be: one note a namespace, replaced by the next.
final class NoteKind implements ReversibleKind {
    private static final String KIND = "note";
    private static final String TABLES = """
            CREATE TABLE note (namespace TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
            CREATE TABLE undo_note (
                handle TEXT PRIMARY KEY REFERENCES undo (handle) ON DELETE CASCADE, before TEXT, after TEXT) STRICT;
            """;
    private static final String READ = "SELECT n.text FROM note n WHERE n.namespace = :namespace";
    private static final String WRITE = "INSERT OR REPLACE INTO note (namespace, text) VALUES (:namespace, :text)";
    private static final String REMOVE = "DELETE FROM note WHERE namespace = :namespace";
    private static final String NOTE =
            "INSERT INTO undo_note (handle, before, after) VALUES (:handle, :before, :after)";
    private static final String NOTED = "SELECT i.before, i.after FROM undo_note i WHERE i.handle = :handle";
    private static final String PURGE = """
            DELETE FROM undo_note WHERE handle IN (SELECT u.handle FROM undo u WHERE u.expires_at <= :now LIMIT :limit)
            """;

    private final Storage storage;
    private final Duration lifetime;

    private record Noted(@Nullable String before, @Nullable String after) {}

    NoteKind(Storage storage) {
        this.storage = storage;
        this.lifetime = storage.settings().undoLifetime();
        storage.writer().outside(database -> database.run(TABLES));
    }

    Receipt write(Namespace namespace, String text, Instant now) {
        return storage.writer().write(1, database -> {
            UndoHandle handle = UndoTable.add(database, namespace, KIND, Micros.floor(now), lifetime);
            replace(database, namespace, text, handle);
            return Receipt.of(Status.STORED, KIND, namespace, now).about(namespace.value(), 1, handle);
        });
    }

    @Nullable
    String read(Namespace namespace) {
        return storage.readers().read(database -> read(database, namespace));
    }

    private static @Nullable String read(Database database, Namespace namespace) {
        return database.sql(READ).bind("namespace", namespace.value()).first(row -> row.text("text"));
    }

    private static void replace(Database database, Namespace namespace, @Nullable String text, UndoHandle handle) {
        String before = read(database, namespace);
        if (text == null) {
            database.sql(REMOVE).bind("namespace", namespace.value()).update();
        } else {
            database.sql(WRITE).bind("namespace", namespace.value()).bind("text", text).update();
        }
        database.sql(NOTE).bind("handle", handle.value()).bind("before", before).bind("after", text).update();
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Step reverse(Database database, Reversal reversal, long now, int limit) {
        Noted noted = noted(database, reversal.handle());
        if (noted.after == null || !noted.after.equals(read(database, reversal.namespace()))) {
            throw Refusal.conflict("The note has changed since that write.", "Write it anew.");
        }
        replace(database, reversal.namespace(), noted.before, reversal.redo());
        return new Step(1, now);
    }

    private static Noted noted(Database database, UndoHandle handle) {
        return Objects.requireNonNull(database.sql(NOTED).bind("handle", handle.value())
                .first(row -> new Noted(row.textOrNull("before"), row.textOrNull("after"))));
    }

    @Override
    public Receipt told(Database database, Reversal reversal, Receipt restored) {
        String gone = noted(database, reversal.redo()).before;
        return restored.about(reversal.namespace().value(), 1, reversal.redo())
                .withEffects(List.of(), gone == null ? List.of() : List.of(gone), List.of());
    }

    @Override
    public int purge(Database database, long now, int limit) {
        return database.sql(PURGE).bind("now", now).bind("limit", limit).update();
    }
}
