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
    // an entry in memory is some times as large as its row, and long texts come together
    private static final int BATCH_BYTES = 1 << 20;
    private static final int SAMPLE = 500;
    // of heap, for each version besides what grows with its text and its vectors
    private static final int FIXED_BYTES = 160;

    // texts are read only where another version of the program derived what is stored of them
    private static final String ENTRY = """
            m.row, m.occurred_at, m.occurred_offset, m.known_from, m.known_to, m.entry_version, m.entry,
            coalesce(m.embedded_by = (SELECT o.id FROM model o WHERE o.name = :model), 0) AS read, v.scales, v.codes,
            m.id, m.category, m.importance, m.tags, m.source, m.session, m.speaker, m.trust, m.occurred_said,
            CASE m.entry_version WHEN :version THEN '' ELSE m.content END AS content,
            CASE m.entry_version WHEN :version THEN '' ELSE m.metadata END AS metadata
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
    // counted in the index alone; the newest are taken for all
    private static final String SIZE = """
            SELECT (SELECT count(*) FROM memory_version m INDEXED BY memory_rows WHERE m.namespace = n.id) AS versions,
                   (SELECT avg(s.bytes) FROM (
                        SELECT length(m.entry) * 1.2 + coalesce(length(v.codes), 0) AS bytes
                        FROM memory_version m INDEXED BY memory_rows
                        LEFT JOIN vector_code v ON v.origin = m.origin
                            AND m.embedded_by = (SELECT o.id FROM model o WHERE o.name = :model)
                        WHERE m.namespace = n.id
                        ORDER BY m.row DESC LIMIT :sample) s) AS bytes
            FROM namespace n WHERE n.name = :namespace
            """;

    private final MemoryPreparer preparation;

    IndexQueries(MemoryPreparer preparation) {
        this.preparation = preparation;
    }

    /// About how many bytes of heap the namespace's index takes.
    static long estimate(Database database, Namespace namespace, String modelId) {
        Long bytes = database.sql(SIZE).bind("model", modelId).bind("sample", SAMPLE)
                .bind("namespace", namespace.value())
                .first(row -> row.number("versions") * (FIXED_BYTES + row.number("bytes")));
        return bytes == null ? 0 : bytes;
    }

    /// The next versions after a row, in batches, in order of rows.
    ///
    /// @return the last of the rows, and how many there were: fewer than the limit at the end
    Page page(Database database, Namespace namespace, String modelId, long after, int limit,
            Consumer<List<IndexEntry>> batches) {
        Batch batch = new Batch(batches);
        database.sql(ALL).bind("model", modelId).bind("namespace", namespace.value()).bind("after", after)
                .bind("limit", limit).bind("version", MemoryPreparer.VERSION).each(row -> batch.add(entry(row)));
        return batch.end(after);
    }

    record Page(long lastRow, int count) {}

    /// Every version that changed after that change, in batches, in order of rows.
    void changedSince(Database database, Namespace namespace, String modelId, long since,
            Consumer<List<IndexEntry>> batches) {
        Batch batch = new Batch(batches);
        database.sql(CHANGED).bind("namespace", namespace.value()).bind("since", since).bind("model", modelId)
                .bind("version", MemoryPreparer.VERSION).each(row -> batch.add(entry(row)));
        batch.end(since);
    }

    /// Gathers entries until they are many or large.
    private static final class Batch {
        private final Consumer<List<IndexEntry>> taker;
        private List<IndexEntry> entries = new ArrayList<>();
        private long bytes;
        private long lastRow;
        private int count;

        Batch(Consumer<List<IndexEntry>> taker) {
            this.taker = taker;
        }

        void add(IndexEntry entry) {
            entries.add(entry);
            bytes += 2L * Integer.BYTES * entry.terms().hashes().length;
            entry.vectors().forEach(vector -> bytes += vector.codes().length);
            lastRow = entry.row();
            count++;
            if (entries.size() == BATCH || bytes >= BATCH_BYTES) {
                handOver();
            }
        }

        Page end(long lastRowBefore) {
            handOver();
            return new Page(count == 0 ? lastRowBefore : lastRow, count);
        }

        private void handOver() {
            if (!entries.isEmpty()) {
                taker.accept(entries);
                entries = new ArrayList<>();
                bytes = 0;
            }
        }
    }

    private IndexEntry entry(Row row) throws SQLException {
        long number = row.number("row");
        boolean current = row.number("entry_version") == MemoryPreparer.VERSION;
        Renewed renewed = current
                ? new Renewed(PackedEntry.unpack(row.bytes("entry")), false)
                : anew(row);
        PackedEntry packed = renewed.entry();
        return new IndexEntry(number, new MemoryId(packed.id()), packed.session(), packed.speaker(), packed.category(),
                packed.tags(), packed.importance(), row.number("occurred_at"), MemoryVersionTable.offset(row),
                row.number("known_from"), row.number("known_to"), packed.terms(), packed.asks(),
                row.flag("read") && !renewed.unjudged(),
                renewed.unjudged()
                        ? List.of()
                        : VectorTables.unpack(row.bytesOrNull("scales"), row.bytesOrNull("codes")));
    }

    /// @param unjudged whether its vector is of no use before it was asked whether the model can read the text
    private record Renewed(PackedEntry entry, boolean unjudged) {}

    /// For what another version of the program has stored; `EntryRenewal` comes to it later.
    private Renewed anew(Row row) throws SQLException {
        Details details = MemoryVersionTable.details(row);
        return new Renewed(PackedEntry.unpack(preparation.entry(new MemoryId(row.text("id")), details)),
                MemoryPreparer.isUnjudged(row.number("entry_version"), details));
    }
}
