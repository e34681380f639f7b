package dev.mimo.storage.undo;

import dev.mimo.storage.Database;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.UndoHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The handles of writes that can be reversed, whatever they wrote.
public final class UndoTable {
    private static final String ADD = """
            INSERT INTO undo (handle, namespace, kind, made_at, expires_at)
            VALUES (:handle, (SELECT n.id FROM namespace n WHERE n.name = :namespace), :kind, :made_at, :expires_at)
            """;
    private static final String FIND = """
            SELECT u.kind, u.used_at, u.expires_at FROM undo u
            WHERE u.handle = :handle AND u.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
            """;
    private static final String USE = """
            UPDATE undo SET used_at = :used_at
            WHERE handle = :handle AND namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
            """;
    private static final String ADD_REVERSAL = """
            UPDATE undo SET reverses = :reverses WHERE handle = :handle
            """;
    private static final String REVERSAL = """
            SELECT u.handle FROM undo u WHERE u.reverses = :handle
            """;
    private static final String MOVE_ON = """
            UPDATE undo SET made_at = max(made_at, :moment) WHERE handle = :handle RETURNING made_at
            """;
    private static final String REMOVE = """
            DELETE FROM undo WHERE handle = :handle
            """;
    private static final String REMOVE_EXPIRED = """
            DELETE FROM undo WHERE handle IN (
                SELECT u.handle FROM undo u WHERE u.expires_at <= :now AND u.kind = :kind LIMIT :limit)
            """;

    /// A handle as it is found. Times in microseconds since the epoch.
    record Found(String kind, @Nullable Long usedAt, long expiresAt) {}

    private UndoTable() {}

    /// A fresh handle for a write of this transaction. The namespace must be in the file already.
    ///
    /// @param kind name of the `ReversibleKind`
    /// @param madeAt when the write takes effect, in microseconds since the epoch
    /// @param lifetime how long it can be used
    public static UndoHandle add(Database database, Namespace namespace, String kind, long madeAt,
            Duration lifetime) {
        UndoHandle handle = UndoHandle.create();
        database.sql(ADD).bind("handle", handle.value()).bind("namespace", namespace.value()).bind("kind", kind)
                .bind("made_at", madeAt).bind("expires_at", madeAt + lifetime.toNanos() / 1_000).update();
        return handle;
    }

    /// The handle of the undo of another handle's write: a fresh one when that has not begun yet.
    static UndoHandle reversal(Database database, Namespace namespace, UndoHandle handle, String kind, long madeAt,
            Duration lifetime) {
        String begun = database.sql(REVERSAL).bind("handle", handle.value()).first(row -> row.text("handle"));
        if (begun != null) {
            return new UndoHandle(begun);
        }
        UndoHandle fresh = add(database, namespace, kind, madeAt, lifetime);
        database.sql(ADD_REVERSAL).bind("reverses", handle.value()).bind("handle", fresh.value()).update();
        return fresh;
    }

    /// Says that the handle's write goes on at the moment: what is known later than its last moment is not purged.
    ///
    /// @return that last moment, in microseconds since the epoch
    public static long moveOn(Database database, UndoHandle handle, long moment) {
        return database.sql(MOVE_ON).bind("moment", moment).bind("handle", handle.value()).number();
    }

    /// Removes a handle that nothing is listed under.
    static void remove(Database database, UndoHandle handle) {
        database.sql(REMOVE).bind("handle", handle.value()).update();
    }

    static @Nullable Found find(Database database, Namespace namespace, UndoHandle handle) {
        return database.sql(FIND).bind("handle", handle.value()).bind("namespace", namespace.value())
                .first(row -> new Found(row.text("kind"), row.numberOrNull("used_at"), row.number("expires_at")));
    }

    static void use(Database database, Namespace namespace, UndoHandle handle, long now) {
        database.sql(USE).bind("used_at", now).bind("handle", handle.value()).bind("namespace", namespace.value())
                .update();
    }

    /// Removes expired handles of the kind, for which nothing is kept any more.
    static int removeExpired(Database database, String kind, long now, int limit) {
        return database.sql(REMOVE_EXPIRED).bind("now", now).bind("kind", kind).bind("limit", limit).update();
    }
}
