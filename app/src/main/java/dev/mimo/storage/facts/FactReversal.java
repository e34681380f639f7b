package dev.mimo.storage.facts;

import dev.mimo.facts.FactId;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.Database;
import dev.mimo.storage.facts.FactRow.Known;
import dev.mimo.storage.undo.ReversibleKind;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Undo of writes to facts: what the write made is ended, and what it ended is made again, as copies.
final class FactReversal implements ReversibleKind {
    private static final String EXPIRED = """
            SELECT u.handle FROM undo u WHERE u.expires_at <= :now AND u.kind = :kind LIMIT :limit
            """;
    private static final String FORGET_MADE = """
            UPDATE fact SET made_by = NULL WHERE row IN (
                SELECT f.row FROM fact f WHERE f.made_by = :write LIMIT :limit)
            """;
    private static final String FORGET_ENDED = """
            UPDATE fact SET ended_by = NULL WHERE row IN (
                SELECT f.row FROM fact f WHERE f.ended_by = :write LIMIT :limit)
            """;

    @Override
    public String name() {
        return FactId.KIND;
    }

    @Override
    public Step reverse(Database database, Reversal reversal, long now, int limit) {
        long namespace = TermTable.namespaceToWrite(database, reversal.namespace().value());
        return new Step(reverse(database, namespace, reversal, now, limit), now);
    }

    /// @return how many rows were taken back
    static int reverse(Database database, long namespace, Reversal reversal, long now, int limit) {
        long write = WriteNumber.of(reversal.handle());
        long redo = WriteNumber.of(reversal.redo());
        List<FactRow> made = FactTable.madeBy(database, write, limit);
        for (FactRow row : made) {
            FactRow current = FactTable.current(database, namespace, row.id());
            if (current == null || current.origin() != row.origin()) {
                throw changed(row);
            }
            FactTable.end(database, current.row(), now, redo);
            FactTable.forgetMade(database, row.row());
        }
        List<FactRow> ended = FactTable.endedBy(database, write, limit - made.size());
        for (FactRow row : ended) {
            restore(database, namespace, row, now, redo);
        }
        return made.size() + ended.size();
    }

    private static void restore(Database database, long namespace, FactRow row, long now, long redo) {
        if (FactTable.current(database, namespace, row.id()) != null) {
            throw changed(row);
        }
        boolean taught = FactTable.saying(database, namespace, row.statement()).stream()
                .anyMatch(other -> other.valid().equals(row.valid()) && other.source() == row.source());
        if (taught) {
            throw Refusal.conflict("What the fact " + row.id() + " says was taught again since.",
                    "Retract the newer fact first.");
        }
        long copy = FactTable.take(database, 1);
        FactTable.add(database, namespace, new FactRow(copy, row.id(), row.version(), row.origin(), row.statement(),
                row.valid(), row.confidence(), row.source(),
                new Known(Math.max(now, row.known().to()), Micros.OPEN, row.known().recordedAt()), row.fromOffset(),
                row.toOffset()), redo);
        FactTable.forgetEnded(database, row.row());
    }

    private static RefusedException changed(FactRow row) {
        return Refusal.conflict("The fact " + row.id() + " has changed since that write.",
                "Undo the later writes first, or change the fact itself.");
    }

    @Override
    public Receipt told(Database database, Reversal reversal, Receipt restored) {
        long redo = WriteNumber.of(reversal.redo());
        List<FactRow> back = FactTable.madeBy(database, redo, Integer.MAX_VALUE);
        List<FactRow> gone = new ArrayList<>(FactTable.endedBy(database, redo, Integer.MAX_VALUE));
        Set<FactId> again = new LinkedHashSet<>(back.stream().map(FactRow::id).toList());
        gone.removeIf(row -> again.contains(row.id()));
        List<FactRow> about = gone.isEmpty() ? back : gone;
        UndoHandle handle = reversal.redo();
        return about.size() == 1
                ? restored.about(about.getFirst().id().toString(), about.getFirst().version(), handle)
                : restored.aboutMany(back.size() + gone.size(), handle);
    }

    /// What was known stays, so that it can be asked for at any time; only how to go back is forgotten.
    @Override
    public int purge(Database database, long now, int limit) {
        List<String> expired = database.sql(EXPIRED).bind("now", now).bind("kind", FactId.KIND).bind("limit", limit)
                .list(row -> row.text("handle"));
        int purged = 0;
        for (String handle : expired) {
            long write = WriteNumber.of(new UndoHandle(handle));
            for (String forget : List.of(FORGET_MADE, FORGET_ENDED)) {
                if (purged < limit) {
                    purged += database.sql(forget).bind("write", write).bind("limit", limit - purged).update();
                }
            }
        }
        return purged;
    }
}
