package dev.mimo.storage.undo;

import dev.mimo.storage.Database;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;

/// A kind of thing whose writes can be reversed. It adds a handle to the `UndoTable` with each write, and keeps beside
/// it what it takes to go back. Everything here runs within a transaction of the writer, perhaps twice.
public interface ReversibleKind {
    /// As handles and receipts name it; never changed, since it is stored.
    String name();

    /// Goes back to what was before the write of the handle, which is this kind's, in force and not used yet; refuses
    /// with `Conflict` where that has been written to since. It is a write itself, with a handle of its own.
    ///
    /// @param now in microseconds since the epoch
    Receipt reverse(Database database, Namespace namespace, UndoHandle handle, long now);

    /// Removes what is kept for handles that have expired, and the things that only these could bring back.
    ///
    /// @param now in microseconds since the epoch
    /// @param limit most items to remove
    /// @return how many were removed: fewer than the limit when nothing is left
    int purge(Database database, long now, int limit);
}
