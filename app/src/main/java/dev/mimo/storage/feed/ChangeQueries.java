package dev.mimo.storage.feed;

import dev.mimo.storage.Database;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which memories have changed between two numbers of the change sequence. A version's row is the number at which it
/// was made, and its ending has a number too; embedding it touches neither.
final class ChangeQueries {
    /// More than this many are not named one by one.
    static final int NAMED_MAX = 1_000;

    private static final String LAST = "SELECT c.sequence FROM change c";
    private static final String NAMED = """
            SELECT n.name, changed.id
            FROM (SELECT * FROM (SELECT DISTINCT m.namespace, m.id FROM memory_version m
                                 WHERE m.row > :after AND m.row <= :last LIMIT :limit)
                  UNION
                  SELECT * FROM (SELECT DISTINCT m.namespace, m.id FROM memory_version m
                                 WHERE m.ended > :after AND m.ended <= :last LIMIT :limit)) changed
            JOIN namespace n ON n.id = changed.namespace
            """;
    // a seek for each namespace, and of the ended ones a walk of an index that holds all it needs
    private static final String NAMESPACES = """
            SELECT n.name FROM namespace n
            WHERE EXISTS (SELECT 1 FROM memory_version m INDEXED BY memory_rows
                          WHERE m.namespace = n.id AND m.row > :after)
               OR n.id IN (SELECT m.namespace FROM memory_version m INDEXED BY memory_ended WHERE m.ended > :after)
            """;

    private ChangeQueries() {}

    /// The number of the last change that is committed.
    static long last(Database database) {
        return database.sql(LAST).number();
    }

    /// The memories that changed after the one number, up to the other, by namespace: without ids where they are too
    /// many.
    static Map<Namespace, Set<MemoryId>> between(Database database, long after, long last) {
        Map<Namespace, Set<MemoryId>> changed = new HashMap<>();
        database.sql(NAMED).bind("after", after).bind("last", last).bind("limit", NAMED_MAX + 1)
                .each(row -> changed.computeIfAbsent(new Namespace(row.text("name")), _ -> new HashSet<>())
                        .add(new MemoryId(row.text("id"))));
        if (changed.values().stream().mapToInt(Set::size).sum() <= NAMED_MAX) {
            return changed;
        }
        Map<Namespace, Set<MemoryId>> many = new HashMap<>();
        database.sql(NAMESPACES).bind("after", after)
                .each(row -> many.put(new Namespace(row.text("name")), Set.of()));
        return many;
    }
}
