package dev.mimo.storage.undo;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.Database;
import dev.mimo.storage.Storage;
import dev.mimo.storage.undo.ReversibleKind.Reversal;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.Receipt.Status;
import dev.mimo.terms.UndoHandle;
import dev.mimo.terms.UndoStore;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Undo in SQLite: finds of which kind a handle is, and reverses and marks it. What is too much for one transaction
/// goes in steps, so that other writes need not wait: all is checked before the first, all is put back where one is
/// refused, and an undo that breaks off goes on where it was when it is asked for again. Removes what has expired,
/// beside the calls.
public final class SqliteUndoStore implements UndoStore {
    // small steps: other writes go in between
    private static final int ITEMS_PER_PURGE = 200;
    private static final int ITEMS_PER_UNDO = 1_000;

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
        ReversibleKind kind = storage.readers().read(database -> kind(find(database, namespace, handle)));
        kind.check(storage.readers(), namespace, handle);
        Receipt receipt = null;
        for (boolean begun = false; receipt == null; begun = true) {
            try {
                receipt = step(database -> forward(database, kind, namespace, handle));
            } catch (RefusedException refused) {
                if (begun && refused.refusal() instanceof Refusal.Conflict) {
                    takeBack(kind, namespace, handle);
                }
                throw refused;
            }
        }
        return receipt;
    }

    /// As a group of its own: a step is as much as may hold the write lock at a time.
    private <T extends @Nullable Object> T step(Function<Database, T> work) {
        return storage.writer().write(storage.settings().groupBytes(), work);
    }

    /// @return absent until all is taken back
    private @Nullable Receipt forward(Database database, ReversibleKind kind, Namespace namespace, UndoHandle handle) {
        find(database, namespace, handle);
        Reversal reversal = reversal(database, kind, namespace, handle);
        long now = UndoTable.moveOn(database, reversal.redo(), 0);
        ReversibleKind.Step step = kind.reverse(database, reversal, now, ITEMS_PER_UNDO);
        long moment = UndoTable.moveOn(database, reversal.redo(), step.moment());
        if (step.count() == ITEMS_PER_UNDO) {
            return null;
        }
        UndoTable.use(database, namespace, handle, moment);
        return kind.told(database, reversal,
                Receipt.of(Status.RESTORED, kind.name(), namespace, Micros.instant(moment)));
    }

    private Reversal reversal(Database database, ReversibleKind kind, Namespace namespace, UndoHandle handle) {
        return new Reversal(namespace, handle, UndoTable.reversal(database, namespace, handle, kind.name(), now(),
                storage.settings().undoLifetime()));
    }

    /// Something was written to between two steps: all or nothing is taken back.
    private void takeBack(ReversibleKind kind, Namespace namespace, UndoHandle handle) {
        boolean more = true;
        while (more) {
            more = step(database -> {
                UndoHandle redo = reversal(database, kind, namespace, handle).redo();
                ReversibleKind.Step step =
                        kind.reverse(database, new Reversal(namespace, redo, handle), now(), ITEMS_PER_UNDO);
                UndoTable.moveOn(database, handle, step.moment());
                boolean isLast = step.count() < ITEMS_PER_UNDO;
                if (isLast) {
                    UndoTable.remove(database, redo);
                }
                return !isLast;
            });
        }
    }

    /// The handle as it stands; refuses one that cannot be used.
    private UndoTable.Found find(Database database, Namespace namespace, UndoHandle handle) {
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
        return found;
    }

    private ReversibleKind kind(UndoTable.Found found) {
        return kinds.stream().filter(kind -> kind.name().equals(found.kind())).findFirst()
                .orElseThrow(() -> Refusal.conflict("The write was made by a newer Mimo, to a thing that this one does "
                        + "not know: " + found.kind() + ".",
                        "Undo it with the newer Mimo."));
    }

    /// Removes all handles that have expired, and what only they could bring back; done by itself now and then.
    public void purge() {
        long now = now();
        for (ReversibleKind kind : kinds) {
            boolean more = true;
            while (more && !Thread.currentThread().isInterrupted()) {
                more = storage.writer().write(ITEMS_PER_PURGE, database -> step(database, kind, now));
            }
        }
    }

    /// @return whether there may be more to remove
    private static boolean step(Database database, ReversibleKind kind, long now) {
        return kind.purge(database, now, ITEMS_PER_PURGE) >= ITEMS_PER_PURGE
                || UndoTable.removeExpired(database, kind.name(), now, ITEMS_PER_PURGE) == ITEMS_PER_PURGE;
    }

    private long now() {
        return Micros.floor(clock.instant());
    }
}
