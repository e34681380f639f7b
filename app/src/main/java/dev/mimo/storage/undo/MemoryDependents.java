package dev.mimo.storage.undo;

import dev.mimo.storage.Database;
import dev.mimo.storage.undo.ReversibleKind.Reversal;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.UndoHandle;
import java.util.List;

/// What stands on memories, and goes and comes back with them in the same write. Each call is within a transaction of
/// the writer.
public interface MemoryDependents {
    /// Nothing does.
    MemoryDependents NONE = new MemoryDependents() {
        @Override
        public List<String> end(Database database, Namespace namespace, List<MemoryId> gone, UndoHandle handle,
                long moment) {
            return List.of();
        }

        @Override
        public void reverse(Database database, Reversal reversal, long moment) {
            // there is nothing to bring back
        }

        @Override
        public void purge(Database database, long namespace, String memory) {
            // there is nothing to remove
        }
    };

    /// Ends what stood on the memories, which are gone from the moment on.
    ///
    /// @param handle by which it comes back
    /// @return the ids of what was ended
    List<String> end(Database database, Namespace namespace, List<MemoryId> gone, UndoHandle handle, long moment);

    /// Brings back what was ended under a handle, and ends what was brought back under it.
    void reverse(Database database, Reversal reversal, long moment);

    /// Removes what stood on a memory that is removed for good.
    ///
    /// @param namespace its number
    void purge(Database database, long namespace, String memory);
}
