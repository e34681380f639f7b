package dev.mimo.storage.facts;

import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import dev.mimo.storage.undo.MemoryDependents;
import dev.mimo.storage.undo.ReversibleKind.Reversal;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.UndoHandle;
import java.util.ArrayList;
import java.util.List;

/// Facts that were read from memories: they say so by their source, `memory:` and the id.
final class FactsOfMemories implements MemoryDependents {
    private static final String SOURCES = """
            SELECT s.id FROM json_each(:texts) j
            CROSS JOIN fact_source s ON s.namespace = :namespace AND s.text = j.value
            """;
    private static final String PURGE = """
            DELETE FROM fact WHERE source = (
                SELECT s.id FROM fact_source s WHERE s.namespace = :namespace AND s.text = :text)
                AND source <> 0 AND known_to < 9223372036854775807
            """;
    private static final String PREFIX = "memory:";

    @Override
    public List<String> end(Database database, Namespace namespace, List<MemoryId> gone, UndoHandle handle,
            long moment) {
        List<String> ended = new ArrayList<>();
        Long number = TermTable.namespace(database, namespace.value());
        if (number == null || gone.isEmpty()) {
            return ended;
        }
        List<Long> sources = database.sql(SOURCES).bind("namespace", number)
                .bind("texts", JsonStrings.text(gone.stream().map(id -> PREFIX + id).toList()))
                .list(row -> row.number("id"));
        for (long source : sources) {
            for (FactRow row : FactTable.fromSource(database, number, source)) {
                FactTable.end(database, row.row(), moment, WriteNumber.of(handle));
                ended.add(row.id().toString());
            }
        }
        return ended;
    }

    @Override
    public void reverse(Database database, Reversal reversal, long moment) {
        Long number = TermTable.namespace(database, reversal.namespace().value());
        if (number != null) {
            FactReversal.reverse(database, number, reversal, moment, Integer.MAX_VALUE);
        }
    }

    @Override
    public void purge(Database database, long namespace, String memory) {
        database.sql(PURGE).bind("namespace", namespace).bind("text", PREFIX + memory).update();
    }
}
