package dev.mimo.storage.facts;

import dev.mimo.storage.Database;
import java.util.List;

/// Which facts exclude each other.
final class ConflictQueries {
    private static final String TWO_OBJECTS = """
            SELECT a.row AS first, b.row AS second
            FROM fact a INDEXED BY fact_pos
            CROSS JOIN fact b INDEXED BY fact_spo
                ON b.namespace = a.namespace AND b.subject = a.subject AND b.predicate = a.predicate
                AND b.object > a.object AND b.known_to = 9223372036854775807
                AND b.valid_from < a.valid_to AND a.valid_from < b.valid_to
            WHERE a.namespace = :namespace AND a.predicate = :predicate AND a.known_to = 9223372036854775807
            LIMIT :limit
            """;
    private static final String TWO_TYPES = """
            SELECT a.row AS first, b.row AS second
            FROM fact a INDEXED BY fact_pos
            CROSS JOIN fact b INDEXED BY fact_spo
                ON b.namespace = a.namespace AND b.subject = a.subject AND b.predicate = a.predicate
                AND b.object = :other AND b.known_to = 9223372036854775807
                AND b.valid_from < a.valid_to AND a.valid_from < b.valid_to
            WHERE a.namespace = :namespace AND a.predicate = :predicate AND a.object = :type
                AND a.known_to = 9223372036854775807
            LIMIT :limit
            """;

    /// Rows that exclude each other.
    record Pair(long first, long second) {}

    private ConflictQueries() {}

    static List<Pair> twoObjects(Database database, long namespace, int predicate, int limit) {
        return database.sql(TWO_OBJECTS).bind("namespace", namespace).bind("predicate", predicate).bind("limit", limit)
                .list(row -> new Pair(row.number("first"), row.number("second")));
    }

    /// @param predicate by which things have types
    static List<Pair> twoTypes(Database database, long namespace, int predicate, List<Integer> types, int limit) {
        return database.sql(TWO_TYPES).bind("namespace", namespace).bind("predicate", predicate)
                .bind("type", types.getFirst()).bind("other", types.getLast()).bind("limit", limit)
                .list(row -> new Pair(row.number("first"), row.number("second")));
    }
}
