package dev.mimo.storage.memory;

import dev.mimo.memory.Filter;
import dev.mimo.storage.Database;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.UndoHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What undo handles of memories move, from which origin to which.
final class UndoItemTable {
    private static final String ADD = """
            INSERT INTO undo_item (handle, id, origin_before, origin_after) VALUES (:handle, :id, :before, :after)
            """;
    private static final String ADD_ALL = "INSERT INTO undo_item (handle, id, origin_before, origin_after) "
            + "SELECT :handle, m.id, m.origin, NULL FROM memory_version m WHERE "
            + FilterCondition.CONDITION + FilterCondition.NOW;
    private static final String CHANGED_SINCE = """
            SELECT i.id FROM undo_item i
            LEFT JOIN memory_version m ON m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
                AND m.id = i.id AND m.known_to = 9223372036854775807
            WHERE i.handle = :handle AND m.origin IS NOT i.origin_after LIMIT 1
            """;
    private static final String ADD_REVERSED = """
            INSERT INTO undo_item (handle, id, origin_before, origin_after)
            SELECT :reversed, i.id, i.origin_after, i.origin_before FROM undo_item i WHERE i.handle = :handle
            """;
    private static final String EXPIRED = """
            SELECT i.handle, i.id, u.namespace, u.made_at FROM undo u JOIN undo_item i ON i.handle = u.handle
            WHERE u.expires_at <= :now LIMIT :limit
            """;
    private static final String REMOVE = """
            DELETE FROM undo_item WHERE handle = :handle AND id = :id
            """;

    /// How one memory moves: from the origin that is current after the write to the one before it; absent where
    /// there is none.
    record Item(MemoryId id, @Nullable Long before, @Nullable Long after) {}

    /// An item whose handle has expired, with the namespace's number.
    record Expired(String handle, String id, long namespace, long madeAt) {}

    private UndoItemTable() {}

    static void add(Database database, UndoHandle handle, Item item) {
        database.sql(ADD).bind("handle", handle.value()).bind("id", item.id().value()).bind("before", item.before())
                .bind("after", item.after()).update();
    }

    /// Lists every memory that the filter holds, as about to be deleted.
    ///
    /// @return how many
    static int addAll(Database database, Namespace namespace, UndoHandle handle, Filter filter) {
        return FilterCondition.bind(database.sql(ADD_ALL).bind("handle", handle.value()), namespace, filter).update();
    }

    /// One of its memories that is not as the handle's write left it; absent when all are.
    static @Nullable String changedSince(Database database, Namespace namespace, UndoHandle handle) {
        return database.sql(CHANGED_SINCE).bind("handle", handle.value()).bind("namespace", namespace.value())
                .first(row -> row.text("id"));
    }

    /// Lists all that the handle moves under another, the other way round.
    ///
    /// @return how many
    static int addReversed(Database database, UndoHandle handle, UndoHandle reversed) {
        return database.sql(ADD_REVERSED).bind("handle", handle.value()).bind("reversed", reversed.value()).update();
    }

    static List<Expired> expired(Database database, long now, int limit) {
        return database.sql(EXPIRED).bind("now", now).bind("limit", limit)
                .list(row -> new Expired(row.text("handle"), row.text("id"), row.number("namespace"),
                        row.number("made_at")));
    }

    static void remove(Database database, Expired item) {
        database.sql(REMOVE).bind("handle", item.handle()).bind("id", item.id()).update();
    }
}
