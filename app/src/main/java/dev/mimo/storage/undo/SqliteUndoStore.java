package dev.mimo.storage.undo;

import dev.mimo.refusal.Refusal;
import dev.mimo.storage.Database;
import dev.mimo.storage.Storage;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import dev.mimo.terms.UndoStore;
import java.time.Clock;
import java.util.List;

/// Undo in SQLite: finds of which kind a handle is, and reverses and marks it in one transaction. Removes what has
/// expired, beside the calls.
public final class SqliteUndoStore implements UndoStore {
    private static final int BYTES_PER_WRITE = 1_000;
    // small steps: other writes go in between
    private static final int ITEMS_PER_STEP = 200;

    private final Storage storage;
    private final Clock clock;
    private final List<ReversibleKind> kinds;

    /// @param kinds all that this program writes; of others it leaves the handles alone
    public SqliteUndoStore(Storage storage, Clock clock, List<ReversibleKind> kinds) {
        this.storage = storage;
        this.clock = clock;
        this.kinds = List.copyOf(kinds);
        storage.every(storage.settings().tidyEvery(), this::purge);
    }

    @Override
    public Receipt undo(Namespace namespace, UndoHandle handle) {
        return storage.writer().write(BYTES_PER_WRITE, database -> undo(database, namespace, handle));
    }

    private Receipt undo(Database database, Namespace namespace, UndoHandle handle) {
        long now = now();
        UndoTable.Found found = UndoTable.find(database, namespace, handle);
        if (found == null || found.expiresAt() <= now) {
            throw Refusal.notFound("There is no such undo handle in the namespace '" + namespace + "'.",
                    "Use the handle of a receipt of this namespace, before it expires.");
        }
        if (found.usedAt() != null) {
            throw Refusal.conflict("The undo handle was used already.",
                    "To reverse the undo, use the handle of its own receipt.");
        }
        Receipt receipt = kind(found.kind()).reverse(database, namespace, handle, now);
        UndoTable.use(database, namespace, handle, Micros.floor(receipt.recordedAt()));
        return receipt;
    }

    private ReversibleKind kind(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst()
                .orElseThrow(() -> Refusal.conflict(
                        "The write was made by a newer Mimo, to a thing that this one does not know: " + name + ".",
                        "Undo it with the newer Mimo."));
    }

    /// Removes all handles that have expired, and what only they could bring back; done by itself now and then.
    public void purge() {
        long now = now();
        for (ReversibleKind kind : kinds) {
            boolean more = true;
            while (more && !Thread.currentThread().isInterrupted()) {
                more = storage.writer().write(ITEMS_PER_STEP, database -> step(database, kind, now));
            }
        }
    }

    /// @return whether there may be more to remove
    private static boolean step(Database database, ReversibleKind kind, long now) {
        return kind.purge(database, now, ITEMS_PER_STEP) >= ITEMS_PER_STEP
                || UndoTable.removeExpired(database, kind.name(), now, ITEMS_PER_STEP) == ITEMS_PER_STEP;
    }

    private long now() {
        return Micros.floor(clock.instant());
    }
}
