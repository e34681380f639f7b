package dev.mimo.storage.facts;

import dev.mimo.facts.FactId;
import dev.mimo.facts.TimeSpan;
import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import dev.mimo.storage.Row;
import dev.mimo.storage.SqlStatement;
import dev.mimo.storage.facts.FactRow.Known;
import dev.mimo.storage.facts.FactRow.Statement;
import dev.mimo.terms.Micros;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of facts.
final class FactTable {
    private static final String COLUMNS = """
            f.row, f.id, f.version, f.origin, f.subject, f.predicate, f.object, f.valid_from, f.valid_to,
            f.confidence, f.source, f.known_from, f.known_to, f.recorded_at, f.valid_from_offset, f.valid_to_offset
            """;
    private static final String SELECT = "SELECT " + COLUMNS + " FROM fact f ";
    private static final String ADD = """
            INSERT INTO fact (row, id, namespace, version, origin, subject, predicate, object, valid_from, valid_to,
                confidence, source, known_from, known_to, recorded_at, valid_from_offset, valid_to_offset, made_by)
            VALUES (:row, :id, :namespace, :version, :origin, :subject, :predicate, :object, :valid_from, :valid_to,
                :confidence, :source, :known_from, 9223372036854775807, :recorded_at, :valid_from_offset,
                :valid_to_offset, :made_by)
            """;
    /// What was made and ended by one write, was never there for whoever undoes it.
    private static final String END = """
            UPDATE fact SET known_to = max(known_from, :moment),
                ended_by = CASE WHEN made_by IS :write THEN NULL ELSE :write END,
                made_by = CASE WHEN made_by IS :write THEN NULL ELSE made_by END
            WHERE row = :row
            """;
    private static final String CURRENT = SELECT + """
            WHERE f.row = :id AND f.namespace = :namespace AND f.known_to = 9223372036854775807
            UNION ALL
            """ + SELECT + """
            WHERE f.id = :id AND f.row <> f.id AND f.namespace = :namespace AND f.known_to = 9223372036854775807
            """;
    private static final String VERSIONS = SELECT + """
            WHERE f.row = :id AND f.namespace = :namespace
            UNION ALL
            """ + SELECT + """
            WHERE f.id = :id AND f.row <> f.id AND f.namespace = :namespace ORDER BY 1
            """;
    private static final String SAYING = SELECT + """
            INDEXED BY fact_spo WHERE f.namespace = :namespace AND f.subject = :subject AND f.predicate = :predicate
                AND f.object = :object AND f.known_to = 9223372036854775807
            """;
    private static final String OTHERWISE = SELECT + """
            INDEXED BY fact_spo WHERE f.namespace = :namespace AND f.subject = :subject AND f.predicate = :predicate
                AND f.object <> :object AND f.known_to = 9223372036854775807
            """;
    private static final String THESE = "SELECT " + COLUMNS + """
            FROM json_each(:rows) j CROSS JOIN fact f ON f.row = j.value AND f.namespace = :namespace
            """;
    private static final String MADE = SELECT + """
            WHERE f.made_by = :write ORDER BY f.row LIMIT :limit
            """;
    private static final String ENDED = SELECT + """
            WHERE f.ended_by = :write ORDER BY f.row LIMIT :limit
            """;
    private static final String FORGET_MADE = """
            UPDATE fact SET made_by = NULL WHERE row = :row
            """;
    private static final String FORGET_ENDED = """
            UPDATE fact SET ended_by = NULL WHERE row = :row
            """;
    private static final String FROM_SOURCE = SELECT + """
            INDEXED BY fact_source_of
            WHERE f.source = :source AND f.source <> 0 AND f.known_to = 9223372036854775807
                AND f.namespace = :namespace
            """;
    private static final String ROWS_AFTER = """
            SELECT f.row FROM fact f
            WHERE f.row > :after AND f.namespace = :namespace AND f.known_from <= :known_at AND f.known_to > :known_at
            ORDER BY f.row LIMIT :limit
            """;
    private static final String TAKE = """
            UPDATE fact_sequence SET last = last + :count WHERE one = 1 RETURNING last
            """;

    private FactTable() {}

    /// Takes numbers for rows of this transaction; gaps do no harm.
    ///
    /// @return the first
    static long take(Database database, int count) {
        return database.sql(TAKE).bind("count", count).number() - count + 1;
    }

    /// @param write that makes it
    static void add(Database database, long namespace, FactRow row, long write) {
        Statement says = row.statement();
        database.sql(ADD).bind("row", row.row()).bind("id", row.id().number()).bind("namespace", namespace)
                .bind("version", row.version()).bind("origin", row.origin()).bind("subject", says.subject())
                .bind("predicate", says.predicate()).bind("object", says.object())
                .bind("valid_from", row.valid().from()).bind("valid_to", row.valid().to())
                .bind("confidence", row.confidence()).bind("source", row.source())
                .bind("known_from", row.known().from()).bind("recorded_at", row.known().recordedAt())
                .bind("valid_from_offset", row.fromOffset()).bind("valid_to_offset", row.toOffset())
                .bind("made_by", write).update();
    }

    /// The row is not known any more, from the moment on.
    ///
    /// @param write that ends it
    static void end(Database database, long row, long moment, long write) {
        database.sql(END).bind("row", row).bind("moment", moment).bind("write", write).update();
    }

    static @Nullable FactRow current(Database database, long namespace, FactId id) {
        return database.sql(CURRENT).bind("namespace", namespace).bind("id", id.number()).first(FactTable::map);
    }

    /// Every row of a fact, in the order in which they were written.
    static List<FactRow> versions(Database database, long namespace, FactId id) {
        return database.sql(VERSIONS).bind("namespace", namespace).bind("id", id.number()).list(FactTable::map);
    }

    /// What says this, as it is known now.
    static List<FactRow> saying(Database database, long namespace, Statement statement) {
        return bound(database.sql(SAYING), namespace, statement).list(FactTable::map);
    }

    /// What says another object of the same subject and predicate.
    static List<FactRow> otherwise(Database database, long namespace, Statement statement) {
        return bound(database.sql(OTHERWISE), namespace, statement).list(FactTable::map);
    }

    private static SqlStatement bound(SqlStatement statement, long namespace, Statement says) {
        return statement.bind("namespace", namespace).bind("subject", says.subject())
                .bind("predicate", says.predicate()).bind("object", says.object());
    }

    static List<FactRow> these(Database database, long namespace, Collection<Long> rows) {
        return database.sql(THESE).bind("rows", JsonStrings.text(rows)).bind("namespace", namespace)
                .list(FactTable::map);
    }

    static List<FactRow> madeBy(Database database, long write, int limit) {
        return database.sql(MADE).bind("write", write).bind("limit", limit).list(FactTable::map);
    }

    static List<FactRow> endedBy(Database database, long write, int limit) {
        return database.sql(ENDED).bind("write", write).bind("limit", limit).list(FactTable::map);
    }

    static void forgetMade(Database database, long row) {
        database.sql(FORGET_MADE).bind("row", row).update();
    }

    static void forgetEnded(Database database, long row) {
        database.sql(FORGET_ENDED).bind("row", row).update();
    }

    static List<FactRow> fromSource(Database database, long namespace, long source) {
        return database.sql(FROM_SOURCE).bind("namespace", namespace).bind("source", source).list(FactTable::map);
    }

    /// @param knownAt absent for now
    static List<Long> rowsAfter(Database database, long namespace, long after, @Nullable Long knownAt, int limit) {
        return database.sql(ROWS_AFTER).bind("after", after).bind("namespace", namespace)
                .bind("known_at", knownAt == null ? Micros.OPEN - 1 : knownAt).bind("limit", limit)
                .list(row -> row.number("row"));
    }

    private static FactRow map(Row row) throws SQLException {
        return new FactRow(row.number("row"), new FactId(row.number("id")), (int) row.number("version"),
                row.number("origin"),
                new Statement((int) row.number("subject"), (int) row.number("predicate"), (int) row.number("object")),
                new TimeSpan(row.number("valid_from"), row.number("valid_to")), row.real("confidence"),
                row.number("source"),
                new Known(row.number("known_from"), row.number("known_to"), row.number("recorded_at")),
                offset(row.numberOrNull("valid_from_offset")), offset(row.numberOrNull("valid_to_offset")));
    }

    private static @Nullable Integer offset(@Nullable Long minutes) {
        return minutes == null ? null : (Integer) minutes.intValue();
    }
}
