package dev.mimo.storage.memory;

import dev.mimo.json.ByteSize;
import dev.mimo.memory.Filter;
import dev.mimo.memory.PartialWrite;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import dev.mimo.storage.Storage;
import dev.mimo.storage.memory.UndoItemTable.Piece;
import dev.mimo.storage.undo.MemoryDependents;
import dev.mimo.storage.undo.UndoTable;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.Receipt.Status;
import dev.mimo.terms.UndoHandle;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A deletion of all that a filter holds, under one undo handle. It is looked for without the write lock, and deleted
/// in pieces, so that other writes need not wait for all of it.
final class FilteredDeletion {
    private static final int ITEMS_PER_PIECE = 1_000;

    private final Storage storage;
    private final Namespace namespace;
    private final Filter filter;
    private final MemoryDependents dependents;
    private final List<String> ended = new ArrayList<>();
    private @Nullable UndoHandle undo;
    private int count;
    private long moment;

    FilteredDeletion(Storage storage, Clock clock, Namespace namespace, Filter filter,
            MemoryDependents dependents) {
        this.storage = storage;
        this.namespace = namespace;
        this.filter = filter;
        this.dependents = dependents;
        this.moment = Micros.floor(clock.instant());
    }

    Receipt run() {
        try {
            String after = "";
            List<String> ids;
            do {
                ids = after(after);
                if (!ids.isEmpty()) {
                    delete(ids, after);
                    after = ids.getLast();
                }
            } while (ids.size() == ITEMS_PER_PIECE);
        } catch (RefusedException refused) {
            throw undo == null
                    ? refused
                    : PartialWrite.refusal(refused, " Before that, " + ByteSize.counted(count)
                            + " memories were deleted: delete the rest by the same filter, or take them back with the"
                            + " undo handle " + undo + ".");
        }
        Receipt deleted = Receipt.of(Status.DELETED, MemoryId.KIND, namespace, Micros.instant(moment));
        return undo == null
                ? deleted
                : deleted.aboutMany(count, undo).withEffects(List.of(), ended, List.of());
    }

    private List<String> after(String id) {
        return storage.readers()
                .read(database -> MemoryQueries.ids(database, namespace, filter, id, ITEMS_PER_PIECE));
    }

    private void delete(List<String> ids, String after) {
        Deleted deleted = storage.writer().write(storage.settings().groupBytes(),
                database -> delete(database, ids, after));
        undo = deleted.undo();
        count += deleted.count();
        moment = deleted.moment();
        ended.addAll(deleted.ended());
    }

    private record Deleted(UndoHandle undo, int count, long moment, List<String> ended) {}

    /// One moment for the handle and what it deletes, as far as can be: what was known later than its handle is not
    /// purged.
    private Deleted delete(Database database, List<String> ids, String after) {
        UndoHandle handle = undo == null
                ? UndoTable.add(database, namespace, MemoryId.KIND, moment, storage.settings().undoLifetime())
                : undo;
        int listed = UndoItemTable.addThese(database, namespace, handle, filter, JsonStrings.text(ids));
        Piece piece = new Piece(handle, after, ids.getLast(), listed);
        long at = UndoTable.moveOn(database, handle, MemoryVersionTable.nextMoment(database, namespace, piece));
        MemoryVersionTable.retireAll(database, namespace, piece, at, ChangeTable.take(database, 1));
        return new Deleted(handle, listed, at, dependents.end(database, namespace,
                UndoItemTable.ids(database, piece), handle, at));
    }
}
