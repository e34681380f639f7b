package dev.mimo.memory.transfer;

import dev.mimo.memory.transfer.export.WholeMemory;
import dev.mimo.memory.transfer.format.FoundMemory;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.UndoHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What exports and imports ask of where memories rest. Each call is one short read or write, refused as those of
/// `MemoryStore` are.
public interface TransferStore {
    /// Namespaces that hold a memory, in order of their names.
    ///
    /// @param after where the page begins, not included; empty for the first
    List<Namespace> namespaces(String after, int limit);

    /// Memories in force with all their versions, in order of their ids, so of creation.
    ///
    /// @param after where the page begins, not included; absent for the first
    List<WholeMemory> page(Namespace namespace, @Nullable MemoryId after, int limit);

    /// What became of a memory that was offered.
    enum Outcome {
        STORED,
        /// There is one with its id, its key or, for what is no turn, its text; and it says the same, or did once.
        SAME,
        /// There is one with its id or key that has never said the same; it stays as it is.
        TAKEN
    }

    /// Stores what is not there yet, in the order given, all at once; one outcome each. An exported memory keeps its
    /// id, its versions and the times at which they were known; one whose id was deleted here comes back as its next
    /// version.
    ///
    /// @param undo that of the pieces before, which then reverses this one too; absent while nothing was stored
    Stored store(Namespace namespace, List<FoundMemory> piece, @Nullable UndoHandle undo);

    /// @param undo absent while nothing was stored
    record Stored(List<Outcome> outcomes, @Nullable UndoHandle undo) {}

    /// What `store` would do, as far as what is stored already decides it.
    List<Outcome> compare(Namespace namespace, List<FoundMemory> piece);
}
