package dev.mimo.storage.memory;

import dev.mimo.refusal.Refusal;
import dev.mimo.storage.Database;
import dev.mimo.storage.ReaderPool;
import dev.mimo.storage.memory.MemoryVersionTable.Version;
import dev.mimo.storage.memory.UndoItemTable.Expired;
import dev.mimo.storage.memory.UndoItemTable.Piece;
import dev.mimo.storage.undo.MemoryDependents;
import dev.mimo.storage.undo.ReversibleKind;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import java.util.List;

/// Undo of writes to memories.
final class MemoryReversal implements ReversibleKind {
    private static final int ITEMS_PER_CHECK = 10_000;

    private final MemoryDependents dependents;

    /// @param dependents what goes and comes back with memories
    MemoryReversal(MemoryDependents dependents) {
        this.dependents = dependents;
    }

    @Override
    public String name() {
        return MemoryId.KIND;
    }

    @Override
    public void check(ReaderPool readers, Namespace namespace, UndoHandle handle) {
        Piece piece = new Piece(handle, "", "", ITEMS_PER_CHECK);
        while (piece.count() == ITEMS_PER_CHECK) {
            String after = piece.last();
            piece = readers.read(database -> {
                Piece next = UndoItemTable.piece(database, handle, after, ITEMS_PER_CHECK);
                refuseChanged(database, namespace, next);
                return next;
            });
        }
    }

    /// Moves memories back to the origin they had before, where they still have the one they had after.
    @Override
    public Step reverse(Database database, Reversal reversal, long now, int limit) {
        Piece piece = UndoItemTable.piece(database, reversal.handle(), "", limit);
        refuseChanged(database, reversal.namespace(), piece);
        long moment = Math.max(now, MemoryVersionTable.nextMoment(database, reversal.namespace(), piece));
        long row = ChangeTable.take(database, piece.count() + 1);
        MemoryVersionTable.retireAll(database, reversal.namespace(), piece, moment, row + piece.count());
        MemoryVersionTable.copyAll(database, piece, row, moment);
        dependents.reverse(database, reversal, moment);
        List<MemoryId> gone = UndoItemTable.ids(database, piece).stream()
                .filter(id -> MemoryVersionTable.current(database, reversal.namespace(), id) == null).toList();
        dependents.end(database, reversal.namespace(), gone, reversal.redo(), moment);
        UndoItemTable.reverse(database, piece, reversal.redo());
        return new Step(piece.count(), moment);
    }

    private static void refuseChanged(Database database, Namespace namespace, Piece piece) {
        String changed = UndoItemTable.changedSince(database, namespace, piece);
        if (changed != null) {
            throw Refusal.conflict("The memory " + changed + " has changed since that write.",
                    "Undo the later writes first, or change the memory itself.");
        }
        String taken = MemoryVersionTable.taken(database, piece);
        if (taken != null) {
            throw MemoryWrites.taken(new MemoryId(taken));
        }
    }

    @Override
    public Receipt told(Database database, Reversal reversal, Receipt restored) {
        int count = UndoItemTable.piece(database, reversal.redo(), "", Integer.MAX_VALUE).count();
        if (count != 1) {
            return restored.aboutMany(count, reversal.redo());
        }
        Version version = MemoryVersionTable.only(database, reversal.redo());
        return restored.about(version.id().value(), version.version(), reversal.redo());
    }

    /// With the deleted memories go their counts, and by cascade their vectors and links.
    @Override
    public int purge(Database database, long now, int limit) {
        List<Expired> expired = UndoItemTable.expired(database, now, limit);
        for (Expired item : expired) {
            // known later means that it lives, or that a later handle can still bring it back
            if (!MemoryVersionTable.knownAfter(database, item.namespace(), item.id(), item.madeAt())) {
                AccessTable.purge(database, item.namespace(), item.id());
                MemoryVersionTable.purge(database, item.namespace(), item.id());
                dependents.purge(database, item.namespace(), item.id());
            }
            UndoItemTable.remove(database, item);
        }
        return expired.size();
    }
}
