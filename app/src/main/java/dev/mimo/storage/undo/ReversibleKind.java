package dev.mimo.storage.undo;

import dev.mimo.storage.Database;
import dev.mimo.storage.ReaderPool;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;

/// A kind of thing whose writes can be reversed. It adds a handle to the `UndoTable` with each write, and keeps beside
/// it what it takes to go back. What is given a `Database` runs within a transaction of the writer, perhaps twice.
public interface ReversibleKind {
    /// As handles and receipts name it; never changed, since it is stored.
    String name();

    /// Refuses with `Conflict` where something that the handle would take back has been written to since, as far as
    /// that can be told before the first step: what takes one step need not ask.
    default void check(ReaderPool readers, Namespace namespace, UndoHandle handle) {}

    /// Takes a step back: some of what the handle lists becomes what it was before the handle's write, and is listed
    /// the other way round under the handle of the undo instead. Refuses with `Conflict` where it has been written to
    /// since.
    ///
    /// @param now in microseconds since the epoch; the step may have to take effect later than that
    /// @param limit most things to take back
    Step reverse(Database database, Reversal reversal, long now, int limit);

    /// What is taken back.
    ///
    /// @param handle of the write, which is this kind's, in force and not used yet
    /// @param redo the handle of the undo, which is a write itself
    record Reversal(Namespace namespace, UndoHandle handle, UndoHandle redo) {}

    /// What a step has done.
    ///
    /// @param count things it took back: fewer than the limit when nothing is left
    /// @param moment when that took effect, in microseconds since the epoch
    record Step(int count, long moment) {}

    /// Says in the receipt what was taken back, once all is.
    Receipt told(Database database, Reversal reversal, Receipt restored);

    /// Removes what is kept for handles that have expired, and the things that only these could bring back.
    ///
    /// @param now in microseconds since the epoch
    /// @param limit most items to remove
    /// @return how many were removed: fewer than the limit when nothing is left
    int purge(Database database, long now, int limit);
}
