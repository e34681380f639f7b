package dev.mimo.memory.operation;

import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One memory, by its id.
///
/// @param knownAt as it was known then; now when absent
public record MemoryRequest(Namespace namespace, MemoryId id, @Nullable Instant knownAt) {
    /// As it is now.
    public MemoryRequest(Namespace namespace, MemoryId id) {
        this(namespace, id, null);
    }
}
