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
    private static final String OF = """
            SELECT i.id, i.origin_before, i.origin_after
            FROM undo_item i JOIN undo u ON u.handle = i.handle
            WHERE i.handle = :handle AND u.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
            ORDER BY i.id
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

    static List<Item> of(Database database, Namespace namespace, UndoHandle handle) {
        return database.sql(OF).bind("handle", handle.value()).bind("namespace", namespace.value())
                .list(row -> new Item(new MemoryId(row.text("id")), row.numberOrNull("origin_before"),
                        row.numberOrNull("origin_after")));
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
