package dev.mimo.storage.memory;

import dev.mimo.memory.Filter;
import dev.mimo.storage.Database;
import dev.mimo.storage.SqlStatement;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.UndoHandle;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What undo handles of memories move, from which origin to which.
final class UndoItemTable {
    private static final String ADD = """
            INSERT INTO undo_item (handle, id, origin_before, origin_after) VALUES (:handle, :id, :before, :after)
            """;
    private static final String ADD_THESE = "INSERT INTO undo_item (handle, id, origin_before, origin_after) "
            + "SELECT :handle, m.id, m.origin, NULL FROM memory_version m WHERE "
            + FilterCondition.CONDITION + FilterCondition.NOW + "AND m.id IN (SELECT i.value FROM json_each(:ids) i)";
    /// The items of a piece.
    static final String IN_PIECE = "i.handle = :handle AND i.id > :after AND i.id <= :last\n";
    private static final String PIECE = """
            SELECT count(*) AS items, max(i.id) AS last FROM (
                SELECT u.id FROM undo_item u WHERE u.handle = :handle AND u.id > :after ORDER BY u.id LIMIT :limit) i
            """;
    private static final String IDS = "SELECT i.id FROM undo_item i WHERE " + IN_PIECE;
    private static final String CHANGED_SINCE = """
            SELECT i.id FROM undo_item i
            LEFT JOIN memory_version m ON m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
                AND m.id = i.id AND m.known_to = 9223372036854775807
            WHERE m.origin IS NOT i.origin_after AND
            """ + IN_PIECE + "LIMIT 1";
    private static final String REVERSE = """
            INSERT INTO undo_item (handle, id, origin_before, origin_after)
            SELECT :reversed, i.id, i.origin_after, i.origin_before FROM undo_item i WHERE
            """ + IN_PIECE;
    private static final String REMOVE_PIECE = "DELETE FROM undo_item AS i WHERE " + IN_PIECE;
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

    /// Some of what a handle moves: what lies between two ids.
    ///
    /// @param after the id before the first; empty at the beginning
    /// @param last id, included
    record Piece(UndoHandle handle, String after, String last, int count) {
        /// Binds what `IN_PIECE` asks for.
        SqlStatement bind(SqlStatement statement) {
            return statement.bind("handle", handle.value()).bind("after", after).bind("last", last);
        }
    }

    /// An item whose handle has expired, with the namespace's number.
    record Expired(String handle, String id, long namespace, long madeAt) {}

    private UndoItemTable() {}

    static void add(Database database, UndoHandle handle, Item item) {
        database.sql(ADD).bind("handle", handle.value()).bind("id", item.id().value()).bind("before", item.before())
                .bind("after", item.after()).update();
    }

    /// Lists those of the memories that the filter holds, as about to be deleted.
    ///
    /// @param ids as JSON
    /// @return how many
    static int addThese(Database database, Namespace namespace, UndoHandle handle, Filter filter, String ids) {
        return FilterCondition.bind(database.sql(ADD_THESE).bind("handle", handle.value()).bind("ids", ids), namespace,
                filter).update();
    }

    /// The next items after an id; of none when there are no more.
    static Piece piece(Database database, UndoHandle handle, String after, int limit) {
        return Objects.requireNonNull(database.sql(PIECE).bind("handle", handle.value()).bind("after", after)
                .bind("limit", limit).first(row -> new Piece(handle, after,
                        Objects.requireNonNullElse(row.textOrNull("last"), after), (int) row.number("items"))));
    }

    /// The memories of the piece.
    static List<MemoryId> ids(Database database, Piece piece) {
        return piece.bind(database.sql(IDS)).list(row -> new MemoryId(row.text("id")));
    }

    /// A memory of the piece that is not as the handle's write left it; absent when all are.
    static @Nullable String changedSince(Database database, Namespace namespace, Piece piece) {
        return piece.bind(database.sql(CHANGED_SINCE)).bind("namespace", namespace.value())
                .first(row -> row.text("id"));
    }

    /// Lists the piece under another handle instead, the other way round.
    static void reverse(Database database, Piece piece, UndoHandle reversed) {
        piece.bind(database.sql(REVERSE)).bind("reversed", reversed.value()).update();
        piece.bind(database.sql(REMOVE_PIECE)).update();
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
