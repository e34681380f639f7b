package dev.mimo.storage.memory;

import dev.mimo.memory.Access;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import dev.mimo.storage.Row;
import dev.mimo.storage.RowVisitor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What reads ask of `memory_version`, with the access counts beside it.
final class MemoryQueries {
    private static final String MEMORY = "SELECT m.id, m.version, m.recorded_at, " + MemoryVersionTable.DETAILS + """
            , a.count, a.last_at, a.repeats
            FROM memory_version m LEFT JOIN access a ON a.namespace = m.namespace AND a.id = m.id
            """;

    private static final String THESE = MEMORY + """
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.id IN (SELECT i.value FROM json_each(:ids) i)
            """;
    private static final String THESE_NOW = THESE + FilterCondition.NOW;
    private static final String THESE_AT = THESE + FilterCondition.AT;

    private static final String VERSIONS = MEMORY + """
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.id = :id AND m.row = m.origin
            ORDER BY m.version
            """;

    private static final String LIST = MEMORY + "WHERE " + FilterCondition.CONDITION;
    private static final String PAGE = """
              AND (:older_than IS NULL OR m.id < :older_than)
            ORDER BY m.id DESC LIMIT :limit
            """;
    private static final String LIST_NOW = LIST + FilterCondition.NOW + PAGE;
    private static final String LIST_AT = LIST + FilterCondition.AT + PAGE;

    private static final String COUNT = "SELECT count(*) FROM memory_version m WHERE " + FilterCondition.CONDITION;
    private static final String COUNT_NOW = COUNT + FilterCondition.NOW;
    private static final String COUNT_AT = COUNT + FilterCondition.AT;

    private static final String LATEST_START = "SELECT max(m.known_from) AS latest FROM memory_version m WHERE "
            + FilterCondition.CONDITION + FilterCondition.NOW + "HAVING count(*) > 0";

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

    /// One for each version number, oldest first.
    static List<Memory> versions(Database database, Namespace namespace, MemoryId id) {
        return database.sql(VERSIONS).bind("namespace", namespace.value()).bind("id", id.value())
                .list(row -> memory(namespace, row));
    }

    /// Newest first.
    ///
    /// @param olderThan where the page begins, not included; the newest when absent
    static List<Memory> list(Database database, Namespace namespace, Filter filter, int limit,
            @Nullable MemoryId olderThan) {
        return FilterCondition.bind(database.sql(filter.knownAt() == null ? LIST_NOW : LIST_AT), namespace, filter)
                .bind("older_than", olderThan == null ? null : olderThan.value()).bind("limit", limit)
                .list(row -> memory(namespace, row));
    }

    static long count(Database database, Namespace namespace, Filter filter) {
        return FilterCondition.bind(database.sql(filter.knownAt() == null ? COUNT_NOW : COUNT_AT), namespace, filter)
                .number();
    }

    /// When the newest of those that the filter holds now became current, in microseconds since the epoch; absent when
    /// it holds none.
    static @Nullable Long latestStart(Database database, Namespace namespace, Filter filter) {
        return FilterCondition.bind(database.sql(LATEST_START), namespace, filter)
                .first(row -> row.number("latest"));
    }

    private static Memory memory(Namespace namespace, Row row) throws SQLException {
        Long lastAt = row.numberOrNull("last_at");
        Access access = new Access(row.number("count"), lastAt == null ? null : Micros.instant(lastAt),
                row.number("repeats"));
        return new Memory(new MemoryId(row.text("id")), namespace, (int) row.number("version"),
                MemoryVersionTable.details(row), Micros.instant(row.number("recorded_at")), access);
    }
}
