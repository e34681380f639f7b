package dev.mimo.storage.memory;

import dev.mimo.storage.Database;
import dev.mimo.terms.Namespace;
import org.jspecify.annotations.Nullable;

/// The change sequence of the file.
final class ChangeTable {
    private static final String TAKE = """
            UPDATE change SET sequence = sequence + :count RETURNING sequence
            """;
    private static final String NOW = """
            SELECT c.sequence FROM change c, namespace n WHERE n.name = :namespace
            """;

    private ChangeTable() {}

    /// Takes numbers for changes of this transaction. Gaps, from writes that failed, do no harm.
    ///
    /// @return the first of them; the others follow
    static long take(Database database, int count) {
        return database.sql(TAKE).bind("count", count).number() - count + 1;
    }

    /// The number of the last change that is committed; absent when nothing was ever written to the namespace.
    static @Nullable Long last(Database database, Namespace namespace) {
        return database.sql(NOW).bind("namespace", namespace.value()).first(row -> row.number("sequence"));
    }
}
