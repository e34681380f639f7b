package dev.mimo.memory.operation;

import dev.mimo.memory.NewMemory;
import dev.mimo.terms.Namespace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Many memories of one namespace to store, all or none.
///
/// @param namespace absent when the items name it, or nothing does
public record BatchRequest(@Nullable Namespace namespace, List<Item> memories, WriteWait until) {
    /// @param namespace the same for all; absent when the request names it, or nothing does
    public record Item(@Nullable Namespace namespace, NewMemory memory) {}
}
