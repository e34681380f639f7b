package dev.mimo.storage.memory;

import dev.mimo.storage.Database;
import dev.mimo.terms.Namespace;

/// The names of namespaces. A name is here since its first write, and stays.
final class NamespaceTable {
    private static final String ADD = """
            INSERT INTO namespace (name) VALUES (:name) ON CONFLICT (name) DO NOTHING
            """;

    private NamespaceTable() {}

    static void add(Database database, Namespace namespace) {
        database.sql(ADD).bind("name", namespace.value()).update();
    }
}
