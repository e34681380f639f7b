package dev.mimo.storage.memory;

import dev.mimo.index.IndexEntry;
import dev.mimo.memory.Details;
import dev.mimo.storage.Database;
import dev.mimo.storage.Row;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Versions as the search index takes them: all of a namespace, or those that changed.
final class IndexQueries {
    private static final int BATCH = 1_000;

    private static final String ENTRY = """
            m.row, m.occurred_at, m.known_from, m.known_to, m.entry_version, m.entry, v.scales, v.codes
            """;
    private static final String ALL = "SELECT " + ENTRY + """
            FROM memory_version m INDEXED BY memory_rows
            LEFT JOIN vector_code v ON v.origin = m.origin
                AND m.embedded_by = (SELECT o.id FROM model o WHERE o.name = :model)
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace) AND m.row > :after
            ORDER BY m.row LIMIT :limit
            """;
    // the limit keeps the sorting inside, where rows are narrow
    private static final String CHANGED = "SELECT " + ENTRY + """
            FROM (SELECT c.row FROM memory_version c
                  WHERE c.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
                    AND c.changed > :since
                  ORDER BY c.row LIMIT -1) changed
            CROSS JOIN memory_version m ON m.row = changed.row
            LEFT JOIN vector_code v ON v.origin = m.origin
                AND m.embedded_by = (SELECT o.id FROM model o WHERE o.name = :model)
            """;
    private static final String DETAILS = "SELECT m.id, " + MemoryVersionTable.DETAILS + """
            FROM memory_version m
            WHERE m.row = :row AND m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
            """;

    private final MemoryPreparer preparation;

    IndexQueries(MemoryPreparer preparation) {
        this.preparation = preparation;
    }

    /// The next versions after a row, in order of rows; fewer than the limit at the end.
    List<IndexEntry> after(Database database, Namespace namespace, String modelId, long row, int limit) {
        return database.sql(ALL).bind("model", modelId).bind("namespace", namespace.value()).bind("after", row)
                .bind("limit", limit).list(found -> entry(database, namespace, found));
    }

    /// Every version that changed after that change, in batches, in order of rows.
    void changedSince(Database database, Namespace namespace, String modelId, long since,
            Consumer<List<IndexEntry>> batches) {
        List<IndexEntry> batch = new ArrayList<>();
        database.sql(CHANGED).bind("namespace", namespace.value()).bind("since", since).bind("model", modelId)
                .each(row -> {
                    batch.add(entry(database, namespace, row));
                    if (batch.size() == BATCH) {
                        batches.accept(List.copyOf(batch));
                        batch.clear();
                    }
                });
        if (!batch.isEmpty()) {
            batches.accept(batch);
        }
    }

    private IndexEntry entry(Database database, Namespace namespace, Row row) throws SQLException {
        long number = row.number("row");
        PackedEntry packed = row.number("entry_version") == MemoryPreparer.VERSION
                ? PackedEntry.unpack(row.bytes("entry"))
                : anew(database, namespace, number);
        return new IndexEntry(number, new MemoryId(packed.id()), packed.session(), packed.speaker(), packed.category(),
                packed.tags(), packed.importance(), row.number("occurred_at"), row.number("known_from"),
                row.number("known_to"), packed.terms(), packed.asks(),
                VectorTables.unpack(row.bytesOrNull("scales"), row.bytesOrNull("codes")));
    }

    /// For what another version of the program has stored.
    private PackedEntry anew(Database database, Namespace namespace, long row) {
        PackedEntry made = database.sql(DETAILS).bind("row", row).bind("namespace", namespace.value())
                .first(found -> {
                    Details details = MemoryVersionTable.details(found);
                    return PackedEntry.unpack(
                            PackedEntry.pack(found.text("id"), details, preparation.terms(details).pack()));
                });
        if (made == null) {
            throw new IllegalStateException("row " + row + " has gone while it was read");
        }
        return made;
    }
}
