package dev.mimo.storage.memory;

import dev.mimo.storage.Database;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt.Similar;
import java.util.List;

/// Links between near-duplicates.
final class SimilarTable {
    // both must be memories of the namespace, whatever the caller says
    private static final String LINK = """
            INSERT OR REPLACE INTO similar (namespace, id, other, score)
            SELECT m.namespace, m.id, o.id, :score
            FROM memory_version m JOIN memory_version o ON o.namespace = m.namespace
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.id = :id AND m.known_to = 9223372036854775807
              AND o.id = :other AND o.known_to = 9223372036854775807
            """;
    private static final String LINKS = """
            SELECT s.other, s.score
            FROM similar s JOIN memory_version o ON o.namespace = s.namespace AND o.id = s.other
            WHERE s.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace) AND s.id = :id
              AND o.known_to = 9223372036854775807
            ORDER BY s.score DESC, s.other
            """;
    private static final String PURGE = """
            DELETE FROM similar WHERE namespace = :namespace_id AND (id = :id OR other = :id)
            """;

    private SimilarTable() {}

    static void link(Database database, Namespace namespace, MemoryId id, Similar similar) {
        database.sql(LINK).bind("score", similar.score()).bind("namespace", namespace.value())
                .bind("id", id.value()).bind("other", similar.id()).update();
    }

    /// Those that still exist, best first.
    static List<Similar> links(Database database, Namespace namespace, MemoryId id) {
        return database.sql(LINKS).bind("namespace", namespace.value()).bind("id", id.value())
                .list(row -> new Similar(row.text("other"), row.real("score")));
    }

    static void purge(Database database, long namespaceId, String id) {
        database.sql(PURGE).bind("namespace_id", namespaceId).bind("id", id).update();
    }
}
