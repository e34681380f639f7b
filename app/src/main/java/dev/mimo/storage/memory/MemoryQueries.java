package dev.mimo.storage.memory;

import dev.mimo.memory.Access;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.memory.transfer.export.WholeMemory;
import dev.mimo.memory.transfer.export.WholeMemory.Stretch;
import dev.mimo.memory.transfer.export.WholeMemory.Version;
import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import dev.mimo.storage.PageCursor;
import dev.mimo.storage.Row;
import dev.mimo.storage.RowVisitor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Page;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What reads ask of `memory_version`, with the access counts beside it.
final class MemoryQueries {
    private static final String MEMORY = "SELECT m.id, m.version, m.recorded_at, " + MemoryVersionTable.DETAILS + """
            , a.count, a.last_at, a.repeats
            FROM memory_version m %s LEFT JOIN access a ON a.namespace = m.namespace AND a.id = m.id
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
            """;
    /// Of those in force: without it, SQLite prefers an index that holds all that ever was.
    private static final String CURRENT = "INDEXED BY memory_current";

    private static final String THESE = "  AND m.id IN (SELECT i.value FROM json_each(:ids) i)\n";
    private static final String THESE_NOW = MEMORY.formatted(CURRENT) + THESE + FilterCondition.NOW;
    private static final String THESE_AT = MEMORY.formatted("") + THESE + FilterCondition.AT;

    private static final String VERSIONS = MEMORY.formatted("") + """
              AND m.id = :id AND m.row = m.origin AND m.version > :beyond AND m.version <= :last
            ORDER BY m.version
            """;
    private static final String VERSION_SIZES = """
            SELECT m.version, octet_length(m.content) AS bytes FROM memory_version m
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.id = :id AND m.row = m.origin AND m.version > :beyond
            ORDER BY m.version LIMIT :limit
            """;
    private static final int VERSIONS_MAX = 200;
    private static final int VERSIONS_BYTES_MAX = 1 << 20;

    private static final String WHOLE_IDS = """
            SELECT m.id FROM memory_version m
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.known_to = 9223372036854775807 AND m.id > :after
            ORDER BY m.id LIMIT :limit
            """;
    private static final String WHOLE = "SELECT m.id, m.version, m.known_from, m.known_to, m.recorded_at, m.key, "
            + MemoryVersionTable.DETAILS
            + """
                    , a.count, a.last_at, a.repeats
                    FROM json_each(:ids) i
                    CROSS JOIN memory_version m ON m.id = i.value
                        AND m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
                    LEFT JOIN access a ON a.namespace = m.namespace AND a.id = m.id
                    ORDER BY m.id, m.known_from, m.row
                    """;

    private static final String PAGE = "  AND m.id < :older_than ORDER BY m.id DESC LIMIT :limit";
    private static final String LIST_NOW =
            MEMORY.formatted(CURRENT) + FilterCondition.NARROWED + FilterCondition.NOW + PAGE;
    private static final String LIST_AT =
            MEMORY.formatted("") + FilterCondition.NARROWED + FilterCondition.AT + PAGE;
    /// Greater than any id.
    private static final String NEWEST = "\uDBFF\uDFFF";

    private static final String COUNT = "SELECT count(*) FROM memory_version m %s WHERE " + FilterCondition.CONDITION;
    private static final String COUNT_NOW = COUNT.formatted(CURRENT) + FilterCondition.NOW;
    private static final String COUNT_AT = COUNT.formatted("") + FilterCondition.AT;

    private static final String IDS = "SELECT m.id FROM memory_version m " + CURRENT + " WHERE "
            + FilterCondition.CONDITION + FilterCondition.NOW + "AND m.id > :beyond ORDER BY m.id LIMIT :limit";

    private MemoryQueries() {}

    /// Those that exist, in the order asked.
    static List<Memory> these(Database database, Namespace namespace, List<MemoryId> ids, @Nullable Instant at) {
        String asked = JsonStrings.text(ids.stream().map(MemoryId::value).toList());
        Map<MemoryId, Memory> found = new HashMap<>();
        RowVisitor keep = row -> {
            Memory memory = memory(namespace, row);
            found.put(memory.id(), memory);
        };
        if (at == null) {
            database.sql(THESE_NOW).bind("namespace", namespace.value()).bind("ids", asked).each(keep);
        } else {
            database.sql(THESE_AT).bind("namespace", namespace.value()).bind("ids", asked)
                    .bind("known_at", Micros.floor(at)).each(keep);
        }
        return ids.stream().flatMap(id -> Stream.ofNullable(found.get(id))).toList();
    }

    /// One for each version number after that one, oldest first: as many as a page holds, of texts of a MiB, but at
    /// least one.
    static Page<Memory> versions(Database database, Namespace namespace, MemoryId id, int after) {
        record Size(int version, long bytes) {}
        List<Size> sizes = database.sql(VERSION_SIZES).bind("namespace", namespace.value()).bind("id", id.value())
                .bind("beyond", after).bind("limit", VERSIONS_MAX + 1)
                .list(row -> new Size((int) row.number("version"), row.number("bytes")));
        int count = 0;
        for (long bytes = 0; count < Math.min(sizes.size(), VERSIONS_MAX); count++) {
            bytes += sizes.get(count).bytes();
            if (count > 0 && bytes > VERSIONS_BYTES_MAX) {
                break;
            }
        }
        int last = count == 0 ? after : sizes.get(count - 1).version();
        return new Page<>(database.sql(VERSIONS).bind("namespace", namespace.value()).bind("id", id.value())
                .bind("beyond", after).bind("last", last).list(row -> memory(namespace, row)),
                count < sizes.size() ? PageCursor.after(String.valueOf(last)) : null);
    }

    /// Newest first.
    ///
    /// @param olderThan where the page begins, not included; the newest when absent
    static List<Memory> list(Database database, Namespace namespace, Filter filter, int limit,
            @Nullable MemoryId olderThan) {
        return FilterCondition.bind(database.sql(filter.knownAt() == null ? LIST_NOW : LIST_AT), namespace, filter)
                .bind("older_than", olderThan == null ? NEWEST : olderThan.value()).bind("limit", limit)
                .list(row -> memory(namespace, row));
    }

    static long count(Database database, Namespace namespace, Filter filter) {
        return FilterCondition.bind(database.sql(filter.knownAt() == null ? COUNT_NOW : COUNT_AT), namespace, filter)
                .number();
    }

    /// The next ids of those that the filter holds now, oldest first.
    static List<String> ids(Database database, Namespace namespace, Filter filter, String after, int limit) {
        return FilterCondition.bind(database.sql(IDS), namespace, filter).bind("beyond", after).bind("limit", limit)
                .list(row -> row.text("id"));
    }

    /// Those in force with all their versions, in order of their ids.
    ///
    /// @param after not included; empty for the first
    static List<WholeMemory> whole(Database database, Namespace namespace, String after, int limit) {
        List<String> ids = database.sql(WHOLE_IDS).bind("namespace", namespace.value()).bind("after", after)
                .bind("limit", limit).list(row -> row.text("id"));
        Map<String, WholeMemoryRows> found = new LinkedHashMap<>();
        database.sql(WHOLE).bind("namespace", namespace.value()).bind("ids", JsonStrings.text(ids))
                .each(row -> found.computeIfAbsent(row.text("id"), _ -> new WholeMemoryRows()).add(row));
        return found.entrySet().stream()
                .map(rows -> rows.getValue().memory(namespace, new MemoryId(rows.getKey()))).toList();
    }

    static Access access(Row row) throws SQLException {
        Long lastAt = row.numberOrNull("last_at");
        return new Access(row.number("count"), lastAt == null ? null : Micros.instant(lastAt), row.number("repeats"));
    }

    private static Memory memory(Namespace namespace, Row row) throws SQLException {
        return new Memory(new MemoryId(row.text("id")), namespace, (int) row.number("version"),
                MemoryVersionTable.details(row), Micros.instant(row.number("recorded_at")), access(row));
    }

    /// The rows of one memory, gathered.
    private static final class WholeMemoryRows {
        private final Map<Integer, Version> versions = new TreeMap<>();
        private int current;
        private @Nullable String key;
        private Access access = Access.NONE;

        void add(Row row) throws SQLException {
            int number = (int) row.number("version");
            long to = row.number("known_to");
            Stretch stretch = new Stretch(Micros.instant(row.number("known_from")),
                    to == Micros.OPEN ? null : Micros.instant(to));
            Version before = versions.get(number);
            List<Stretch> known = new ArrayList<>(before == null ? List.of() : before.known());
            known.add(stretch);
            versions.put(number, before == null
                    ? new Version(number, MemoryVersionTable.details(row),
                            Micros.instant(row.number("recorded_at")), known)
                    : new Version(number, before.details(), before.recordedAt(), known));
            if (to == Micros.OPEN) {
                current = number;
                key = row.textOrNull("key");
                access = access(row);
            }
        }

        WholeMemory memory(Namespace namespace, MemoryId id) {
            Version inForce = Objects.requireNonNull(versions.remove(current), "read in one transaction");
            return new WholeMemory(namespace, id, key, inForce, List.copyOf(versions.values()), access);
        }
    }
}
