package dev.mimo.storage.memory;

import dev.mimo.memory.Filter;
import dev.mimo.storage.Database;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.UndoHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes as they can be reversed: each handle with the memories it moves, from which origin to which.
final class UndoTable {
    private static final String ADD = """
            INSERT INTO undo (handle, namespace, made_at, expires_at)
            VALUES (:handle, (SELECT n.id FROM namespace n WHERE n.name = :namespace), :made_at, :expires_at)
            """;
    private static final String ADD_ITEM = """
            INSERT INTO undo_item (handle, id, origin_before, origin_after) VALUES (:handle, :id, :before, :after)
            """;
    private static final String ADD_ITEMS = "INSERT INTO undo_item (handle, id, origin_before, origin_after) "
            + "SELECT :handle, m.id, m.origin, NULL FROM memory_version m WHERE "
            + FilterCondition.CONDITION + FilterCondition.NOW;
    private static final String FIND = """
            SELECT u.used_at, u.expires_at FROM undo u
            WHERE u.handle = :handle AND u.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
            """;
    private static final String ITEMS = """
            SELECT i.id, i.origin_before, i.origin_after
            FROM undo_item i JOIN undo u ON u.handle = i.handle
            WHERE i.handle = :handle AND u.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
            ORDER BY i.id
            """;
    private static final String USE = """
            UPDATE undo SET used_at = :used_at
            WHERE handle = :handle AND namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
            """;
    private static final String EXPIRED_ITEMS = """
            SELECT i.handle, i.id, u.namespace, u.made_at FROM undo u JOIN undo_item i ON i.handle = u.handle
            WHERE u.expires_at <= :now LIMIT :limit
            """;
    private static final String REMOVE_ITEM = """
            DELETE FROM undo_item WHERE handle = :handle AND id = :id
            """;
    private static final String REMOVE_EMPTY = """
            DELETE FROM undo WHERE handle IN (
                SELECT u.handle FROM undo u
                WHERE u.expires_at <= :now AND NOT EXISTS (SELECT 1 FROM undo_item i WHERE i.handle = u.handle)
                LIMIT :limit)
            """;

    /// A handle as it is found. Times in microseconds since the epoch.
    record Found(@Nullable Long usedAt, long expiresAt) {}

    /// How one memory moves: from the origin that is current after the write to the one before it; absent where
    /// there is none.
    record Item(MemoryId id, @Nullable Long before, @Nullable Long after) {}

    /// An item whose handle has expired, with the namespace's number.
    record Expired(String handle, String id, long namespace, long madeAt) {}

    private UndoTable() {}

    static void add(Database database, Namespace namespace, UndoHandle handle, long madeAt, long expiresAt) {
        database.sql(ADD).bind("handle", handle.value()).bind("namespace", namespace.value())
                .bind("made_at", madeAt).bind("expires_at", expiresAt).update();
    }

    static void addItem(Database database, UndoHandle handle, Item item) {
        database.sql(ADD_ITEM).bind("handle", handle.value()).bind("id", item.id().value())
                .bind("before", item.before()).bind("after", item.after()).update();
    }

    /// Lists every memory that the filter holds, as about to be deleted.
    ///
    /// @return how many
    static int addItems(Database database, Namespace namespace, UndoHandle handle, Filter filter) {
        return FilterCondition.bind(database.sql(ADD_ITEMS).bind("handle", handle.value()), namespace, filter)
                .update();
    }

    static @Nullable Found find(Database database, Namespace namespace, UndoHandle handle) {
        return database.sql(FIND).bind("handle", handle.value()).bind("namespace", namespace.value())
                .first(row -> new Found(row.numberOrNull("used_at"), row.number("expires_at")));
    }

    static List<Item> items(Database database, Namespace namespace, UndoHandle handle) {
        return database.sql(ITEMS).bind("handle", handle.value()).bind("namespace", namespace.value())
                .list(row -> new Item(new MemoryId(row.text("id")), row.numberOrNull("origin_before"),
                        row.numberOrNull("origin_after")));
    }

    static void use(Database database, Namespace namespace, UndoHandle handle, long now) {
        database.sql(USE).bind("used_at", now).bind("handle", handle.value()).bind("namespace", namespace.value())
                .update();
    }

    static List<Expired> expired(Database database, long now, int limit) {
        return database.sql(EXPIRED_ITEMS).bind("now", now).bind("limit", limit)
                .list(row -> new Expired(row.text("handle"), row.text("id"),
                        row.number("namespace"), row.number("made_at")));
    }

    static void remove(Database database, Expired item) {
        database.sql(REMOVE_ITEM).bind("handle", item.handle()).bind("id", item.id()).update();
    }

    /// Removes expired handles that list nothing any more.
    static int removeEmpty(Database database, long now, int limit) {
        return database.sql(REMOVE_EMPTY).bind("now", now).bind("limit", limit).update();
    }
}
