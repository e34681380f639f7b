package dev.mimo.mcp;

import java.util.List;

/// What one text from a peer holds: a message, or in revision 2025-03-26 several.
public sealed interface Received {
    record One(Decoded decoded) implements Received {}

    /// @param parts in order, at least one
    record Batch(List<Decoded> parts) implements Received {
        public Batch {
            parts = List.copyOf(parts);
        }
    }
}
