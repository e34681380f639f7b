package dev.mimo.storage.memory;

import dev.mimo.memory.Filter;
import dev.mimo.storage.Json;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A filter as a fixed condition on `memory_version m` and the arguments that fill it; what does not narrow is null.
final class FilterArguments {
    static final String CONDITION = """
            m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND (:categories IS NULL OR m.category IN (SELECT c.value FROM json_each(:categories) c))
              AND (:tags IS NULL OR EXISTS (SELECT 1 FROM json_each(m.tags) has
                                            JOIN json_each(:tags) asked ON asked.value = has.value))
              AND (:sessions IS NULL OR m.session IN (SELECT s.value FROM json_each(:sessions) s))
              AND (:after IS NULL OR m.occurred_at >= :after)
              AND (:before IS NULL OR m.occurred_at < :before)
            """;
    static final String NOW = "  AND m.known_to = 9223372036854775807\n";
    /// Takes the moment of `knownAt` after the arguments of the condition.
    static final String AT = "  AND m.known_from <= :known_at AND :known_at < m.known_to\n";

    private final @Nullable Object[] arguments;
    private final int size;

    private FilterArguments(@Nullable Object[] arguments, int size) {
        this.arguments = arguments;
        this.size = size;
    }

    static FilterArguments of(Namespace namespace, Filter filter) {
        return new FilterArguments(new @Nullable Object[]{namespace.value(), Json.anyOf(filter.categories()),
                Json.anyOf(filter.tags()), Json.anyOf(filter.sessions()), bound(filter.after()),
                bound(filter.before())}, 6);
    }

    private static @Nullable Long bound(@Nullable Instant moment) {
        return moment == null ? null : Micros.ceiling(moment);
    }

    FilterArguments and(@Nullable Object more) {
        @Nullable
        Object[] longer = Arrays.copyOf(arguments, size + 1);
        longer[size] = more;
        return new FilterArguments(longer, size + 1);
    }

    @Nullable
    Object[] array() {
        return arguments;
    }
}
