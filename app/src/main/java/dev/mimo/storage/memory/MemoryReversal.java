package dev.mimo.storage.memory;

import dev.mimo.refusal.Refusal;
import dev.mimo.storage.Database;
import dev.mimo.storage.memory.MemoryVersionTable.Version;
import dev.mimo.storage.memory.UndoItemTable.Expired;
import dev.mimo.storage.undo.ReversibleKind;
import dev.mimo.storage.undo.UndoTable;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.Receipt.Status;
import dev.mimo.terms.UndoHandle;
import java.time.Duration;
import java.util.List;

/// Undo of writes to memories.
///
/// @param lifetime how long a write can be undone
record MemoryReversal(Duration lifetime) implements ReversibleKind {
    @Override
    public String name() {
        return MemoryId.KIND;
    }

    /// Moves each memory of the handle back to the origin it had before, where it still has the one it had after.
    @Override
    public Receipt reverse(Database database, Namespace namespace, UndoHandle handle, long now) {
        String changed = UndoItemTable.changedSince(database, namespace, handle);
        if (changed != null) {
            throw Refusal.conflict("The memory " + changed + " has changed since that write.",
                    "Undo the later writes first, or change the memory itself.");
        }
        String taken = MemoryVersionTable.taken(database, handle);
        if (taken != null) {
            throw MemoryWrites.taken(new MemoryId(taken));
        }
        long moment = Math.max(now, MemoryVersionTable.latestStart(database, namespace, handle));
        UndoHandle redo = UndoTable.add(database, namespace, MemoryId.KIND, moment, lifetime);
        int count = UndoItemTable.addReversed(database, handle, redo);
        long row = ChangeTable.take(database, count + 1);
        MemoryVersionTable.retireAll(database, namespace, handle, moment, row + count);
        MemoryVersionTable.copyAll(database, handle, row, moment);
        Receipt restored = Receipt.of(Status.RESTORED, MemoryId.KIND, namespace, Micros.instant(moment));
        return count == 1 ? about(database, restored, handle, redo) : restored.aboutMany(count, redo);
    }

    /// Names the version that is restored, or was taken away.
    private static Receipt about(Database database, Receipt restored, UndoHandle handle, UndoHandle redo) {
        Version version = MemoryVersionTable.only(database, handle);
        return restored.about(version.id().value(), version.version(), redo);
    }

    /// With the deleted memories go their vectors, links and counts.
    @Override
    public int purge(Database database, long now, int limit) {
        List<Expired> expired = UndoItemTable.expired(database, now, limit);
        for (Expired item : expired) {
            // known later means that it lives, or that a later handle can still bring it back
            if (!MemoryVersionTable.knownAfter(database, item.namespace(), item.id(), item.madeAt())) {
                SimilarTable.purge(database, item.namespace(), item.id());
                AccessTable.purge(database, item.namespace(), item.id());
                MemoryVersionTable.purge(database, item.namespace(), item.id());
            }
            UndoItemTable.remove(database, item);
        }
        return expired.size();
    }
}
