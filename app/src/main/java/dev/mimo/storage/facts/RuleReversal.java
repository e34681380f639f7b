package dev.mimo.storage.facts;

import dev.mimo.refusal.Refusal;
import dev.mimo.storage.Database;
import dev.mimo.storage.facts.RuleTable.Stored;
import dev.mimo.storage.undo.ReversibleKind;
import dev.mimo.terms.Receipt;
import java.util.Objects;

/// Undo of changes to the rules of facts: the list that was there before is put back, as a copy.
final class RuleReversal implements ReversibleKind {
    static final String KIND = "fact rules";

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Step reverse(Database database, Reversal reversal, long now, int limit) {
        long write = WriteNumber.of(reversal.handle());
        long redo = WriteNumber.of(reversal.redo());
        long namespace = TermTable.namespaceToWrite(database, reversal.namespace().value());
        Stored made = RuleTable.madeBy(database, write);
        Stored ended = RuleTable.endedBy(database, write);
        Stored current = RuleTable.now(database, namespace);
        boolean unchanged = made == null
                ? current == null
                : current != null && current.first() == made.first();
        if (!unchanged) {
            throw Refusal.conflict("The rules have changed since that write.", "Undo the later writes first.");
        }
        if (current != null && made != null) {
            RuleTable.end(database, current.row(), now, redo);
            RuleTable.forget(database, made.row(), write);
        }
        if (ended != null) {
            RuleTable.add(database, namespace, new Stored(0, ended.first(), ended.version(), ended.rules()), now,
                    redo);
            RuleTable.forget(database, ended.row(), write);
        }
        return new Step(1, now);
    }

    @Override
    public Receipt told(Database database, Reversal reversal, Receipt restored) {
        Stored current = RuleTable.madeBy(database, WriteNumber.of(reversal.redo()));
        Stored gone = current == null ? RuleTable.endedBy(database, WriteNumber.of(reversal.redo())) : current;
        return restored.about("rules", Objects.requireNonNull(gone).version(), reversal.redo());
    }

    /// There are few lists, and each can still be asked for.
    @Override
    public int purge(Database database, long now, int limit) {
        return 0;
    }
}
