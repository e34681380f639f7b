package dev.mimo.storage.facts;

import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where facts come from, each text once in a namespace.
final class SourceTable {
    private static final String FIND = """
            SELECT s.id FROM fact_source s WHERE s.namespace = :namespace AND s.text = :text
            """;
    private static final String ADD = """
            INSERT INTO fact_source (namespace, text) VALUES (:namespace, :text) RETURNING id
            """;
    private static final String THESE = """
            SELECT s.id, s.text FROM json_each(:ids) j
            CROSS JOIN fact_source s ON s.id = j.value AND s.namespace = :namespace
            """;

    private SourceTable() {}

    /// Absent when nothing comes from there.
    static @Nullable Long find(Database database, long namespace, String text) {
        return database.sql(FIND).bind("namespace", namespace).bind("text", text).first(row -> row.number("id"));
    }

    static long add(Database database, long namespace, String text) {
        return database.sql(ADD).bind("namespace", namespace).bind("text", text).number();
    }

    static Map<Long, String> these(Database database, long namespace, Collection<Long> ids) {
        Map<Long, String> found = new HashMap<>();
        database.sql(THESE).bind("ids", JsonStrings.text(ids)).bind("namespace", namespace)
                .each(row -> found.put(row.number("id"), row.text("text")));
        return found;
    }
}
