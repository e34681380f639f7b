package dev.mimo.storage.memory;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.Database;
import dev.mimo.storage.memory.MemoryPreparer.Prepared;
import dev.mimo.storage.memory.MemoryVersionTable.Version;
import dev.mimo.storage.memory.UndoItemTable.Expired;
import dev.mimo.storage.memory.UndoItemTable.Item;
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
import java.util.Objects;

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
        UndoItemTable.Extent extent = UndoItemTable.extent(database, handle);
        if (extent.count() > 1 && (extent.added() == extent.count() || extent.removed() == extent.count())) {
            return reverseAll(database, namespace, handle, now, extent.added() > 0);
        }
        List<Item> items = UndoItemTable.of(database, namespace, handle);
        long moment = now;
        for (Item item : items) {
            moment = Math.max(moment, unchanged(database, namespace, item));
        }
        UndoHandle redo = UndoTable.add(database, namespace, MemoryId.KIND, moment, lifetime);
        int version = 0;
        for (Item item : items) {
            version = move(database, namespace, item, moment);
            UndoItemTable.add(database, redo, new Item(item.id(), item.after(), item.before()));
        }
        Receipt restored = Receipt.of(Status.RESTORED, MemoryId.KIND, namespace, Micros.instant(moment));
        return items.size() == 1
                ? restored.about(items.getFirst().id().value(), version, redo)
                : restored.aboutMany(items.size(), redo);
    }

    /// In as many statements for all of an import, or of a deletion, as for one memory.
    private Receipt reverseAll(Database database, Namespace namespace, UndoHandle handle, long now, boolean added) {
        String changed = UndoItemTable.changedSince(database, namespace, handle);
        if (changed != null) {
            throw changed(new MemoryId(changed));
        }
        long moment = Math.max(now, MemoryVersionTable.latestStart(database, namespace, handle.value()));
        UndoHandle redo = UndoTable.add(database, namespace, MemoryId.KIND, moment, lifetime);
        int count = UndoItemTable.addReversed(database, handle, redo);
        if (added) {
            MemoryVersionTable.retireAll(database, namespace, handle.value(), moment, ChangeTable.take(database, 1));
        } else {
            String taken = MemoryVersionTable.taken(database, handle.value());
            if (taken != null) {
                throw MemoryWrites.taken(new MemoryId(taken));
            }
            MemoryVersionTable.copyAll(database, handle.value(), ChangeTable.take(database, count), moment);
        }
        return Receipt.of(Status.RESTORED, MemoryId.KIND, namespace, Micros.instant(moment)).aboutMany(count, redo);
    }

    private static RefusedException changed(MemoryId id) {
        return Refusal.conflict("The memory " + id + " has changed since that write.",
                "Undo the later writes first, or change the memory itself.");
    }

    /// @return when the version that is current came to be, 0 when there is none
    private static long unchanged(Database database, Namespace namespace, Item item) {
        Version current = MemoryVersionTable.current(database, namespace, item.id());
        Long origin = current == null ? null : current.origin();
        if (!Objects.equals(origin, item.after())) {
            throw changed(item.id());
        }
        return current == null ? 0 : current.knownFrom();
    }

    /// @return the version's number that is restored, or was taken away
    private static int move(Database database, Namespace namespace, Item item, long moment) {
        long row = ChangeTable.take(database, 2);
        MemoryVersionTable.retire(database, namespace, item.id(), moment, row + 1);
        Long before = item.before();
        Long named = before == null ? item.after() : before;
        Version version = named == null ? null : MemoryVersionTable.latestOf(database, namespace, item.id(), named);
        if (version == null) {
            throw new IllegalStateException("an undo handle without versions: " + item);
        }
        if (before != null) {
            Prepared text = new Prepared(version.details(), Prepared.hash(version.details().content()), new byte[0]);
            MemoryWrites.refuseTaken(database, namespace, item.id(), version.key(), text);
            MemoryVersionTable.copy(database, namespace, row, moment, item.id(), before);
        }
        return version.version();
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
