package dev.mimo.storage.memory;

import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.storage.Database;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt.Similar;
import java.util.List;

/// Links between near-duplicates: from one text to another, so from origin to origin. Those of a memory are those of
/// what it says now, to memories that still say what they did.
final class SimilarTable {
    // both must be memories of the namespace, whatever the caller says
    private static final String LINK = """
            INSERT OR REPLACE INTO similar (origin, other, score)
            SELECT m.origin, o.origin, :score
            FROM memory_version m CROSS JOIN memory_version o ON o.namespace = m.namespace
            WHERE m.row = :row AND m.id = :id AND m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND o.id = :other AND o.known_to = 9223372036854775807
            """;
    private static final String LINKS = """
            SELECT o.id, s.score
            FROM memory_version m
            CROSS JOIN similar s ON s.origin = m.origin
            CROSS JOIN memory_version w ON w.row = s.other
            CROSS JOIN memory_version o ON o.namespace = m.namespace AND o.id = w.id AND o.origin = s.other
                AND o.known_to = 9223372036854775807
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.id = :id AND m.known_to = 9223372036854775807
            ORDER BY s.score DESC, o.id
            """;

    private SimilarTable() {}

    /// What is like one version.
    record Links(Pending of, List<Similar> similar) {}

    static void link(Database database, Links links) {
        for (Similar similar : links.similar()) {
            database.sql(LINK).bind("score", similar.score()).bind("row", links.of().row())
                    .bind("id", links.of().id().value()).bind("namespace", links.of().namespace().value())
                    .bind("other", similar.id()).update();
        }
    }

    /// Best first.
    static List<Similar> links(Database database, Namespace namespace, MemoryId id) {
        return database.sql(LINKS).bind("namespace", namespace.value()).bind("id", id.value())
                .list(row -> new Similar(row.text("id"), row.real("score")));
    }
}
