package dev.mimo.storage.memory;

import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.storage.Database;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which versions in use lack vectors of a model. Asked once for each model that ever embedded something, and for
/// none, because each of these questions is a seek in an index; together they would be a scan.
final class BacklogQueries {
    private static final String ADD_MODEL = """
            INSERT INTO model (name) VALUES (:name) ON CONFLICT (name) DO NOTHING
            """;
    private static final String OTHER_MODELS = """
            SELECT o.id FROM model o WHERE o.name <> :name
            """;
    private static final String PENDING = "SELECT m.row, n.name AS namespace, m.id, " + MemoryVersionTable.DETAILS
            + """
                    FROM memory_version m JOIN namespace n ON n.id = m.namespace
                    WHERE m.known_to = 9223372036854775807 AND m.embedded_by IS :model AND m.row > :after
                    ORDER BY m.row LIMIT :limit
                    """;
    private static final String COUNT = """
            SELECT count(*) FROM memory_version m
            WHERE m.known_to = 9223372036854775807 AND m.embedded_by IS :model
            """;

    private BacklogQueries() {}

    static void addModel(Database database, String modelId) {
        database.sql(ADD_MODEL).bind("name", modelId).update();
    }

    static List<Pending> pending(Database database, String modelId, long afterRow, int limit) {
        List<Pending> found = new ArrayList<>();
        for (Long model : noneAndOthers(database, modelId)) {
            found.addAll(database.sql(PENDING).bind("model", model).bind("after", afterRow).bind("limit", limit)
                    .list(row -> new Pending(row.number("row"), new Namespace(row.text("namespace")),
                            new MemoryId(row.text("id")), MemoryVersionTable.details(row))));
        }
        found.sort(Comparator.comparingLong(Pending::row));
        return found.subList(0, Math.min(limit, found.size()));
    }

    static long count(Database database, String modelId) {
        return noneAndOthers(database, modelId).stream()
                .mapToLong(model -> database.sql(COUNT).bind("model", model).number()).sum();
    }

    private static List<@Nullable Long> noneAndOthers(Database database, String modelId) {
        List<@Nullable Long> models = new ArrayList<>();
        models.add(null);
        models.addAll(database.sql(OTHER_MODELS).bind("name", modelId).list(row -> row.number("id")));
        return models;
    }
}
