package dev.mimo.memory.operation;

import dev.mimo.memory.Memory;
import dev.mimo.terms.Receipt;
import java.util.List;

/// A memory that was asked for.
public record OneMemory(Linked memory) {
    /// @param similar near-duplicates linked to it so far, best first
    public record Linked(Memory memory, List<Receipt.Similar> similar) {}
}
