package dev.mimo.storage.memory;

import dev.mimo.storage.Database;
import dev.mimo.terms.Namespace;
import java.util.List;

/// The names of namespaces. A name is here since its first write, and stays.
final class NamespaceTable {
    private static final String ADD = """
            INSERT INTO namespace (name) VALUES (:name) ON CONFLICT (name) DO NOTHING
            """;
    private static final String IN_USE = """
            SELECT n.name FROM namespace n
            WHERE EXISTS (SELECT 1 FROM memory_version m
                          WHERE m.namespace = n.id AND m.known_to = 9223372036854775807)
            ORDER BY n.name
            """;

    private NamespaceTable() {}

    static void add(Database database, Namespace namespace) {
        database.update(ADD, namespace.value());
    }

    /// Those that hold a memory now.
    static List<Namespace> inUse(Database database) {
        return database.query(IN_USE, row -> new Namespace(row.text("name")));
    }
}
