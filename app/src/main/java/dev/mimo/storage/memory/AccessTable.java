package dev.mimo.storage.memory;

import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How often memories are recalled and offered again.
final class AccessTable {
    private static final String ADD = """
            INSERT INTO access (namespace, id, count, last_at, repeats)
            SELECT m.namespace, m.id, :count, :last_at, :repeats FROM memory_version m
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace) AND m.id = :id LIMIT 1
            ON CONFLICT (namespace, id) DO UPDATE SET count = count + excluded.count,
                last_at = max(coalesce(last_at, excluded.last_at), coalesce(excluded.last_at, last_at)),
                repeats = repeats + excluded.repeats
            """;
    private static final String RECALLED_SINCE = """
            SELECT a.id, a.last_at FROM access a
            JOIN memory_version m ON m.namespace = a.namespace AND m.id = a.id
            WHERE a.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace) AND a.last_at >= :since
              AND m.known_to = 9223372036854775807
            ORDER BY a.last_at DESC LIMIT :limit
            """;
    private static final String IN_FORCE = """
            SELECT m.id FROM json_each(:ids) asked
            CROSS JOIN memory_version m ON m.id = asked.value
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.known_to = 9223372036854775807
            """;
    private static final String PURGE = """
            DELETE FROM access WHERE namespace = :namespace_id AND id = :id
            """;

    private AccessTable() {}

    /// Adds to the counts of the memory; does nothing when the namespace has none of that id.
    ///
    /// @param lastAt in microseconds since the epoch
    static void add(Database database, Namespace namespace, MemoryId id, long count, @Nullable Long lastAt,
            long repeats) {
        database.sql(ADD).bind("count", count).bind("last_at", lastAt).bind("repeats", repeats)
                .bind("namespace", namespace.value()).bind("id", id.value()).update();
    }

    /// The latest of those recalled since, with the moment of each.
    static Map<MemoryId, Long> recalledSince(Database database, Namespace namespace, long since, int limit) {
        Map<MemoryId, Long> found = new HashMap<>();
        database.sql(RECALLED_SINCE).bind("namespace", namespace.value()).bind("since", since).bind("limit", limit)
                .each(row -> found.put(new MemoryId(row.text("id")), row.number("last_at")));
        return found;
    }

    /// Those of the memories that were not deleted.
    static Set<MemoryId> inForce(Database database, Namespace namespace, Collection<MemoryId> ids) {
        return Set
                .copyOf(database.sql(IN_FORCE).bind("ids", JsonStrings.text(ids.stream().map(MemoryId::value).toList()))
                        .bind("namespace", namespace.value()).list(row -> new MemoryId(row.text("id"))));
    }

    static void purge(Database database, long namespaceId, String id) {
        database.sql(PURGE).bind("namespace_id", namespaceId).bind("id", id).update();
    }
}
