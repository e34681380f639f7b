package dev.mimo.storage.memory;

import dev.mimo.memory.NamesInUse;
import dev.mimo.storage.Database;
import dev.mimo.terms.Namespace;
import java.util.List;

/// Names in use; that of a namespace is in the file since its first write, and stays. Categories and tags are looked
/// for in so many of the newest memories: reading all of a large namespace for a proposal would hold a reader for
/// seconds.
final class NameQueries {
    private static final String ADD_NAMESPACE = """
            INSERT INTO namespace (name) VALUES (:name) ON CONFLICT (name) DO NOTHING
            """;
    private static final String NAMESPACES = """
            SELECT n.name AS name FROM namespace n
            WHERE n.name > :after AND substr(lower(n.name), 1, length(:prefix)) = lower(:prefix)
              AND EXISTS (SELECT 1 FROM memory_version m
                          WHERE m.namespace = n.id AND m.known_to = 9223372036854775807)
            ORDER BY n.name LIMIT :limit
            """;
    private static final String NEWEST = """
            (SELECT m.category, m.tags FROM memory_version m INDEXED BY memory_current
             WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
               AND m.known_to = 9223372036854775807
             ORDER BY m.id DESC LIMIT 10000) newest
            """;
    private static final String CATEGORIES = "SELECT newest.category AS name FROM " + NEWEST + """
            WHERE substr(lower(newest.category), 1, length(:prefix)) = lower(:prefix)
            GROUP BY newest.category ORDER BY count(*) DESC, newest.category LIMIT :limit
            """;
    private static final String TAGS = "SELECT tag.value AS name FROM " + NEWEST + """
            , json_each(newest.tags) tag
            WHERE substr(lower(tag.value), 1, length(:prefix)) = lower(:prefix)
            GROUP BY tag.value ORDER BY count(*) DESC, tag.value LIMIT :limit
            """;
    private static final String IDS = """
            SELECT m.id AS name FROM memory_version m INDEXED BY memory_current
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.known_to = 9223372036854775807 AND m.id >= :prefix AND m.id < :prefix || char(1114111)
            ORDER BY m.id LIMIT :limit
            """;

    private NameQueries() {}

    /// Names a namespace in the file: once, before its first write.
    static void addNamespace(Database database, Namespace namespace) {
        database.sql(ADD_NAMESPACE).bind("name", namespace.value()).update();
    }

    static NamesInUse find(Database database, Namespace namespace, NamesInUse.Question question) {
        // one more than asked tells whether there are others
        int limit = question.limit() + 1;
        List<String> found = switch (question.kind()) {
            case NAMESPACES -> database.sql(NAMESPACES).bind("after", question.after())
                    .bind("prefix", question.prefix()).bind("limit", limit).list(row -> row.text("name"));
            case CATEGORIES -> database.sql(CATEGORIES).bind("namespace", namespace.value())
                    .bind("prefix", question.prefix()).bind("limit", limit).list(row -> row.text("name"));
            case TAGS -> database.sql(TAGS).bind("namespace", namespace.value()).bind("prefix", question.prefix())
                    .bind("limit", limit).list(row -> row.text("name"));
            case IDS -> database.sql(IDS).bind("namespace", namespace.value()).bind("prefix", question.prefix())
                    .bind("limit", limit).list(row -> row.text("name"));
        };
        boolean more = found.size() > question.limit();
        return new NamesInUse(more ? found.subList(0, question.limit()) : found, more);
    }
}
