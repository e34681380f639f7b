package dev.mimo.storage.memory;

import dev.mimo.memory.Filter;
import dev.mimo.storage.JsonStrings;
import dev.mimo.storage.SqlStatement;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A filter as a fixed condition on `memory_version m`; what does not narrow is null.
final class FilterCondition {
    static final String NARROWED = """
              AND (:categories IS NULL OR m.category IN (SELECT c.value FROM json_each(:categories) c))
              AND (:tags IS NULL OR EXISTS (SELECT 1 FROM json_each(m.tags) has
                                            JOIN json_each(:tags) asked ON asked.value = has.value))
              AND (:sessions IS NULL OR m.session IN (SELECT s.value FROM json_each(:sessions) s))
              AND (:after IS NULL OR m.occurred_at >= :after)
              AND (:before IS NULL OR m.occurred_at < :before)
            """;
    static final String CONDITION =
            "m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)\n" + NARROWED;
    static final String NOW = "  AND m.known_to = 9223372036854775807\n";
    /// For a filter of a moment.
    static final String AT = "  AND m.known_from <= :known_at AND :known_at < m.known_to\n";

    private FilterCondition() {}

    /// Binds what the condition asks for, and what `AT` does where the filter is of a moment.
    static SqlStatement bind(SqlStatement statement, Namespace namespace, Filter filter) {
        Instant at = filter.knownAt();
        if (at != null) {
            statement.bind("known_at", Micros.floor(at));
        }
        return statement.bind("namespace", namespace.value()).bind("categories", JsonStrings.anyOf(filter.categories()))
                .bind("tags", JsonStrings.anyOf(filter.tags())).bind("sessions", JsonStrings.anyOf(filter.sessions()))
                .bind("after", bound(filter.after())).bind("before", bound(filter.before()));
    }

    private static @Nullable Long bound(@Nullable Instant moment) {
        return moment == null ? null : Micros.ceiling(moment);
    }
}
