package dev.mimo.storage.memory;

import dev.mimo.storage.Database;
import dev.mimo.storage.Writer;
import java.util.List;

/// Removes undo handles that have expired, and with them the deleted memories that only they could bring back:
/// rows, vectors, links and counts.
final class Purge {
    // small steps: other writes go in between
    private static final int ITEMS_PER_STEP = 200;

    private Purge() {}

    /// Removes all that has expired by then.
    ///
    /// @param now in microseconds since the epoch
    static void run(Writer writer, long now) {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = writer.write(ITEMS_PER_STEP, database -> step(database, now));
        }
    }

    private static boolean step(Database database, long now) {
        List<UndoTable.Expired> expired = UndoTable.expired(database, now, ITEMS_PER_STEP);
        for (UndoTable.Expired item : expired) {
            // known later means that it lives, or that a later handle can still bring it back
            if (!MemoryVersionTable.knownAfter(database, item.namespace(), item.id(), item.madeAt())) {
                SimilarTable.purge(database, item.namespace(), item.id());
                AccessTable.purge(database, item.namespace(), item.id());
                MemoryVersionTable.purge(database, item.namespace(), item.id());
            }
            UndoTable.remove(database, item);
        }
        int handles = UndoTable.removeEmpty(database, now, ITEMS_PER_STEP);
        return expired.size() == ITEMS_PER_STEP || handles == ITEMS_PER_STEP;
    }
}
