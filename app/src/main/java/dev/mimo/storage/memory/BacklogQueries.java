package dev.mimo.storage.memory;

import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
    private static final String ANY = """
            SELECT 1 AS found FROM memory_version m
            WHERE m.known_to = 9223372036854775807 AND m.embedded_by IS :model LIMIT 1
            """;
    // a seek for each namespace, however much waits in it
    private static final String NAMESPACES = """
            WITH RECURSIVE waiting (namespace) AS (
                SELECT (SELECT min(m.namespace) FROM memory_version m
                        WHERE m.known_to = 9223372036854775807 AND m.embedded_by IS :model)
                UNION ALL
                SELECT (SELECT min(m.namespace) FROM memory_version m
                        WHERE m.known_to = 9223372036854775807 AND m.embedded_by IS :model
                          AND m.namespace > w.namespace)
                FROM waiting w WHERE w.namespace IS NOT NULL)
            SELECT namespace FROM waiting WHERE namespace IS NOT NULL
            """;
    // short ones first, among the oldest; what the index keeps of a text grows with it, and its length is read without
    // it. Lengths are taken roughly, so that texts of a few sentences keep their order
    private static final String PENDING = "SELECT m.row, n.name AS namespace, m.id, " + MemoryVersionTable.DETAILS
            + """
                    FROM (SELECT oldest.row, oldest.size FROM (
                              SELECT w.row, length(w.entry) / 512 AS size FROM memory_version w
                              WHERE w.known_to = 9223372036854775807 AND w.embedded_by IS :model
                                AND w.namespace = :namespace
                                AND w.row NOT IN (SELECT b.value FROM json_each(:besides) b)
                              ORDER BY w.row LIMIT :among) oldest
                          ORDER BY oldest.size, oldest.row LIMIT :limit) shortest
                    CROSS JOIN memory_version m ON m.row = shortest.row
                    JOIN namespace n ON n.id = m.namespace
                    """;
    private static final int AMONG = 256;
    private static final String WITHOUT_VECTORS = """
            SELECT m.id FROM json_each(:ids) asked
            CROSS JOIN memory_version m ON m.id = asked.value
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.known_to = 9223372036854775807
              AND (m.embedded_by IS NULL OR m.embedded_by IS NOT (SELECT o.id FROM model o WHERE o.name = :model))
            """;
    private static final String COUNT = """
            SELECT count(*) FROM memory_version m
            WHERE m.known_to = 9223372036854775807 AND m.embedded_by IS :model
            """;

    private BacklogQueries() {}

    static void addModel(Database database, String modelId) {
        database.sql(ADD_MODEL).bind("name", modelId).update();
    }

    /// Whether there is any.
    ///
    /// @param replacing whether those with another model's vectors count
    static boolean isAny(Database database, String modelId, boolean replacing) {
        return models(database, modelId, replacing).stream()
                .anyMatch(model -> database.sql(ANY).bind("model", model).first(row -> row.flag("found")) != null);
    }

    /// Some of each namespace, the shortest first: as many as the limit says where there are so many, or else one of
    /// each.
    static List<Pending> pending(Database database, String modelId, boolean replacing, Collection<Long> besides,
            int limit) {
        List<Pending> found = new ArrayList<>();
        for (Long model : models(database, modelId, replacing)) {
            List<Long> namespaces = database.sql(NAMESPACES).bind("model", model).list(row -> row.number("namespace"));
            int each = Math.max(1, (limit - found.size()) / Math.max(1, namespaces.size()));
            for (Long namespace : namespaces) {
                found.addAll(database.sql(PENDING).bind("model", model).bind("namespace", namespace)
                        .bind("besides", besides.toString()).bind("among", AMONG).bind("limit", each)
                        .list(row -> new Pending(row.number("row"), new Namespace(row.text("namespace")),
                                new MemoryId(row.text("id")), MemoryVersionTable.details(row))));
            }
        }
        return found;
    }

    /// Those of the memories in force that have no vectors of the model.
    static Set<MemoryId> withoutVectors(Database database, Namespace namespace, Collection<MemoryId> ids,
            String modelId) {
        return Set.copyOf(database.sql(WITHOUT_VECTORS)
                .bind("ids", JsonStrings.text(ids.stream().map(MemoryId::value).toList()))
                .bind("namespace", namespace.value()).bind("model", modelId)
                .list(row -> new MemoryId(row.text("id"))));
    }

    static long count(Database database, String modelId) {
        return models(database, modelId, true).stream()
                .mapToLong(model -> database.sql(COUNT).bind("model", model).number()).sum();
    }

    /// None, and where they are replaced all others than this one.
    private static List<@Nullable Long> models(Database database, String modelId, boolean replacing) {
        List<@Nullable Long> models = new ArrayList<>();
        models.add(null);
        if (replacing) {
            models.addAll(database.sql(OTHER_MODELS).bind("name", modelId).list(row -> row.number("id")));
        }
        return models;
    }
}
