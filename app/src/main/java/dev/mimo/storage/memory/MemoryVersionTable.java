package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.memory.Trust;
import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import dev.mimo.storage.Row;
import dev.mimo.storage.memory.MemoryPreparer.Prepared;
import dev.mimo.storage.memory.UndoItemTable.Piece;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.OffsetTimes;
import dev.mimo.terms.UndoHandle;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The versions of memories, as writes see them. `MemoryQueries` has what reads ask.
final class MemoryVersionTable {
    static final String DETAILS = """
            m.content, m.category, m.importance, m.tags, m.metadata, m.source, m.session, m.speaker, m.trust,
            m.occurred_at, m.occurred_said, m.occurred_offset
            """;
    private static final String VERSION = "SELECT m.id, m.version, m.origin, m.known_from, m.recorded_at, m.key, "
            + DETAILS;

    private static final String IN_FORCE = VERSION + """
            FROM memory_version m
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.known_to = 9223372036854775807
            """;
    private static final String CURRENT = IN_FORCE + "AND m.id = :id";
    private static final String CURRENT_WITH_KEY = IN_FORCE + "AND m.key = :key";
    private static final String CURRENT_WITH_TEXT = IN_FORCE + "AND m.content_hash = :hash AND m.session IS NULL";
    private static final String NEXT_VERSION = """
            SELECT coalesce(max(m.version), 0) + 1 FROM memory_version m
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace) AND m.id = :id
            """;
    private static final String NEWEST = """
            SELECT m.id FROM memory_version m INDEXED BY memory_history
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace) ORDER BY m.id DESC LIMIT 1
            """;
    private static final String ADD = """
            INSERT INTO memory_version (row, namespace, id, version, origin, known_from, known_to, changed,
                recorded_at, occurred_at, occurred_said, occurred_offset, importance, category, trust, source,
                session, speaker, key, content_hash, tags, entry_version, entry, metadata, content)
            VALUES (:row, (SELECT n.id FROM namespace n WHERE n.name = :namespace), :id, :version, :origin,
                :known_from, :known_to, :row, :recorded_at, :occurred_at, :occurred_said, :occurred_offset,
                :importance, :category, :trust, :source, :session, :speaker, :key, :content_hash, :tags, :entry_version,
                :entry, :metadata, :content)
            """;
    private static final String COPY_ALL = """
            INSERT INTO memory_version (row, known_from, changed, known_to, namespace, id, version, origin,
                embedded_by, recorded_at, occurred_at, occurred_said, occurred_offset, importance, category,
                trust, source, session, speaker, key, content_hash, tags, entry_version, entry, metadata, content)
            SELECT n.row, :known_from, n.row, 9223372036854775807, m.namespace, m.id, m.version, m.origin,
                m.embedded_by, m.recorded_at, m.occurred_at, m.occurred_said, m.occurred_offset, m.importance,
                m.category, m.trust, m.source, m.session, m.speaker, m.key, m.content_hash, m.tags,
                m.entry_version, m.entry, m.metadata, m.content
            FROM (SELECT i.origin_before AS origin, :first - 1 + row_number() OVER (ORDER BY i.id) AS row
                  FROM undo_item i WHERE i.origin_before IS NOT NULL AND
            """ + UndoItemTable.IN_PIECE + """
                 ) n
            CROSS JOIN memory_version m ON m.row = n.origin
            """;
    private static final String TAKEN = """
            SELECT o.id FROM undo_item i
            CROSS JOIN memory_version v ON v.row = i.origin_before AND v.session IS NULL
            CROSS JOIN memory_version o ON o.namespace = v.namespace AND o.content_hash = v.content_hash
                AND o.session IS NULL AND o.known_to = 9223372036854775807
            WHERE o.id <> i.id AND
            """ + UndoItemTable.IN_PIECE + """
            UNION ALL
            SELECT o.id FROM undo_item i
            CROSS JOIN memory_version v ON v.row = i.origin_before
            CROSS JOIN memory_version o ON o.namespace = v.namespace AND o.key = v.key
                AND o.known_to = 9223372036854775807
            WHERE o.id <> i.id AND
            """ + UndoItemTable.IN_PIECE + "LIMIT 1";
    private static final String ONLY = VERSION + """
            FROM undo_item i CROSS JOIN memory_version m ON m.row = coalesce(i.origin_after, i.origin_before)
            WHERE i.handle = :handle
            """;
    private static final String RETIRE = """
            UPDATE memory_version SET known_to = :known_to, changed = :changed
            WHERE namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND id = :id AND known_to = 9223372036854775807
            """;
    private static final String RETIRE_ALL = """
            UPDATE memory_version SET known_to = :known_to, changed = :changed
            WHERE namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND known_to = 9223372036854775807
              AND id IN (SELECT i.id FROM undo_item i WHERE
            """ + UndoItemTable.IN_PIECE + ")";
    private static final String NEXT_MOMENT = """
            SELECT coalesce(max(CASE m.known_to WHEN 9223372036854775807 THEN m.known_from ELSE m.known_to END) + 1, 0)
            FROM undo_item i CROSS JOIN memory_version m
                ON m.id = i.id AND m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
            WHERE
            """ + UndoItemTable.IN_PIECE;
    private static final String LAST_KNOWN = """
            SELECT coalesce(max(m.known_to), 0) FROM memory_version m
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace) AND m.id = :id
            """;
    private static final String HAS_SAID = """
            SELECT count(*) FROM memory_version m
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.id = :id AND m.content_hash = :hash
            """;
    private static final String CHANGED_SINCE = """
            SELECT count(*) FROM memory_version m
            WHERE m.namespace = :namespace_id AND m.id = :id AND m.known_to > :moment
            """;
    private static final String PURGE = """
            DELETE FROM memory_version WHERE namespace = :namespace_id AND id = :id
            """;

    /// A version to write.
    ///
    /// @param row a change number of this transaction
    /// @param from when it is learnt, in microseconds since the epoch
    record NewVersion(long row, long from, MemoryId id, int number, @Nullable String key, Prepared prepared) {}

    /// How a version that is written stands in time.
    ///
    /// @param origin its own row when it is the first of its origin
    /// @param recordedAt when the first of its origin was learnt, in microseconds since the epoch
    /// @param to when it ceased to be known, or `Micros.OPEN`
    record Known(long origin, long recordedAt, long to) {}

    /// A row of `memory_version` as writes need it.
    ///
    /// @param origin the row of which this one is a copy; itself when it is none
    /// @param knownFrom in microseconds since the epoch
    record Version(MemoryId id, int version, long origin, long knownFrom, Instant recordedAt, @Nullable String key,
            Details details) {

        /// When it happened; when it was recorded, if nobody said.
        OffsetDateTime occurredAt() {
            OffsetDateTime said = details.occurredAt();
            return said == null ? OffsetTimes.utc(recordedAt) : said;
        }
    }

    private MemoryVersionTable() {}

    static @Nullable Version current(Database database, Namespace namespace, MemoryId id) {
        return database.sql(CURRENT).bind("namespace", namespace.value()).bind("id", id.value())
                .first(MemoryVersionTable::version);
    }

    static @Nullable Version currentWithKey(Database database, Namespace namespace, String key) {
        return database.sql(CURRENT_WITH_KEY).bind("namespace", namespace.value()).bind("key", key)
                .first(MemoryVersionTable::version);
    }

    /// Of those without a session only: a turn of a conversation is always its own memory.
    static @Nullable Version currentWithText(Database database, Namespace namespace, byte[] hash) {
        return database.sql(CURRENT_WITH_TEXT).bind("namespace", namespace.value()).bind("hash", hash)
                .first(MemoryVersionTable::version);
    }

    static int nextVersion(Database database, Namespace namespace, MemoryId id) {
        return Math.toIntExact(database.sql(NEXT_VERSION).bind("namespace", namespace.value())
                .bind("id", id.value()).number());
    }

    /// The greatest id of the namespace; absent when it has none.
    static @Nullable MemoryId newest(Database database, Namespace namespace) {
        return database.sql(NEWEST).bind("namespace", namespace.value()).first(row -> new MemoryId(row.text("id")));
    }

    /// Writes what is said for the first time.
    static void add(Database database, Namespace namespace, NewVersion version) {
        add(database, namespace, version, new Known(version.row(), version.from(), Micros.OPEN));
    }

    /// Writes what was said once, as it was known for a time.
    static void add(Database database, Namespace namespace, NewVersion version, Known known) {
        Details details = version.prepared().details();
        OffsetDateTime said = details.occurredAt();
        database.sql(ADD).bind("row", version.row()).bind("namespace", namespace.value())
                .bind("id", version.id().value()).bind("version", version.number())
                .bind("origin", known.origin()).bind("known_from", version.from()).bind("known_to", known.to())
                .bind("recorded_at", known.recordedAt())
                .bind("occurred_at", said == null ? known.recordedAt() : Micros.floor(said.toInstant()))
                .bind("occurred_said", said == null ? 0 : 1).bind("occurred_offset", offset(said))
                .bind("importance", details.importance())
                .bind("category", details.category()).bind("trust", details.trust().name().toLowerCase(Locale.ROOT))
                .bind("source", details.source()).bind("session", details.session())
                .bind("speaker", details.speaker()).bind("key", version.key())
                .bind("content_hash", version.prepared().hash()).bind("tags", JsonStrings.text(details.tags()))
                .bind("entry_version", MemoryPreparer.VERSION)
                .bind("entry", PackedEntry.pack(version.id().value(), details, version.prepared().terms()))
                .bind("metadata", details.metadata()).bind("content", details.content()).update();
    }

    /// Makes all of a piece again what they were before the write of its handle.
    ///
    /// @param first of as many change numbers as it lists
    static void copyAll(Database database, Piece piece, long first, long from) {
        piece.bind(database.sql(COPY_ALL)).bind("first", first).bind("known_from", from).update();
    }

    /// A memory that has the text or the key of one that the piece would bring back; absent when there is none.
    static @Nullable String taken(Database database, Piece piece) {
        return piece.bind(database.sql(TAKEN)).first(row -> row.text("id"));
    }

    /// The version of the only memory that the handle lists: the one after its write, or before it where there is none.
    static Version only(Database database, UndoHandle handle) {
        return Objects.requireNonNull(
                database.sql(ONLY).bind("handle", handle.value()).first(MemoryVersionTable::version));
    }

    static void retire(Database database, Namespace namespace, MemoryId id, long to, long changed) {
        database.sql(RETIRE).bind("known_to", to).bind("changed", changed).bind("namespace", namespace.value())
                .bind("id", id.value()).update();
    }

    /// Retires all of a piece.
    static void retireAll(Database database, Namespace namespace, Piece piece, long to, long changed) {
        piece.bind(database.sql(RETIRE_ALL)).bind("known_to", to).bind("changed", changed)
                .bind("namespace", namespace.value()).update();
    }

    /// The first moment at which all of a piece can change: after what is in force began, and what is no longer ended,
    /// whatever the clock says. So each state is known for a time.
    static long nextMoment(Database database, Namespace namespace, Piece piece) {
        return piece.bind(database.sql(NEXT_MOMENT)).bind("namespace", namespace.value()).number();
    }

    /// When the memory ceased to be known last; 0 when it never was.
    static long lastKnown(Database database, Namespace namespace, MemoryId id) {
        return database.sql(LAST_KNOWN).bind("namespace", namespace.value()).bind("id", id.value()).number();
    }

    /// Whether a version of the memory has that text.
    static boolean hasSaid(Database database, Namespace namespace, MemoryId id, byte[] hash) {
        return database.sql(HAS_SAID).bind("namespace", namespace.value()).bind("id", id.value()).bind("hash", hash)
                .number() > 0;
    }

    /// Whether a version of the memory was known after the moment, or is now.
    static boolean knownAfter(Database database, long namespaceId, String id, long moment) {
        return database.sql(CHANGED_SINCE).bind("namespace_id", namespaceId).bind("id", id).bind("moment", moment)
                .number() > 0;
    }

    /// Removes every version, and by cascade the vectors.
    static void purge(Database database, long namespaceId, String id) {
        database.sql(PURGE).bind("namespace_id", namespaceId).bind("id", id).update();
    }

    private static Version version(Row row) throws SQLException {
        return new Version(new MemoryId(row.text("id")), (int) row.number("version"), row.number("origin"),
                row.number("known_from"), Micros.instant(row.number("recorded_at")), row.textOrNull("key"),
                details(row));
    }

    static Details details(Row row) throws SQLException {
        return new Details(row.text("content"), row.text("category"), row.real("importance"),
                JsonStrings.strings(row.text("tags")), row.text("metadata"), row.textOrNull("source"),
                row.textOrNull("session"), row.textOrNull("speaker"),
                Trust.valueOf(row.text("trust").toUpperCase(Locale.ROOT)),
                row.flag("occurred_said") ? OffsetTimes.of(row.number("occurred_at"), offset(row)) : null);
    }

    private static @Nullable Long offset(@Nullable OffsetDateTime said) {
        int minutes = said == null ? 0 : OffsetTimes.offsetMinutes(said);
        return minutes == 0 ? null : Long.valueOf(minutes);
    }

    /// In minutes east of UTC.
    static int offset(Row row) throws SQLException {
        Long minutes = row.numberOrNull("occurred_offset");
        return minutes == null ? 0 : minutes.intValue();
    }
}
