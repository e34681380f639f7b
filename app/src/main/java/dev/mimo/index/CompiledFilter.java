package dev.mimo.index;

import dev.mimo.memory.Filter;
import dev.mimo.terms.Micros;
import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// A filter in terms of the columns: words are looked up once here, so that a test compares numbers only.
///
/// "Now" means the versions in force, whatever clock they were recorded by: a memory is found the moment it is
/// stored, even if the process that stored it runs ahead.
final class CompiledFilter implements IntPredicate {
    private final VersionColumns columns;
    private final long moment;
    private final long after;
    private final long before;
    private final @Nullable BitSet categories;
    private final @Nullable BitSet sessions;
    private final @Nullable BitSet tagLists;

    CompiledFilter(Filter filter, VersionColumns columns, long nowMicros) {
        this.columns = columns;
        long asked = filter.knownAt() == null ? VersionColumns.OPEN : Micros.floor(filter.knownAt());
        moment = asked >= nowMicros ? VersionColumns.OPEN : asked;
        after = filter.after() == null ? Long.MIN_VALUE : Micros.ceiling(filter.after());
        before = filter.before() == null ? Long.MAX_VALUE : Micros.ceiling(filter.before());
        categories = filter.categories().isEmpty() ? null : columns.categories.numbers(filter.categories());
        sessions = filter.sessions().isEmpty() ? null : columns.sessionNames.numbers(filter.sessions());
        tagLists = filter.tags().isEmpty() ? null : columns.tagLists.withAnyOf(filter.tags());
    }

    @Override
    public boolean test(int ordinal) {
        // what a caller names is likely to be rare, so it is asked before what most versions pass
        return holds(sessions, columns.session(ordinal))
                && holds(tagLists, columns.tags(ordinal))
                && holds(categories, columns.category(ordinal))
                && isKnown(ordinal)
                && columns.occurredAtMicros(ordinal) >= after
                && columns.occurredAtMicros(ordinal) < before;
    }

    /// Whether the version was in force at the moment that the filter asks about.
    boolean isKnown(int ordinal) {
        return columns.isKnownAt(ordinal, moment);
    }

    private static boolean holds(@Nullable BitSet wanted, int number) {
        return wanted == null || (number != ValueDictionary.ABSENT && wanted.get(number));
    }
}
