package dev.mimo.mcp;

import java.util.List;

/// What one text from a peer holds: a message, or in revision 2025-03-26 several.
public sealed interface ReceivedMessages {
    record One(DecodedMessage decoded) implements ReceivedMessages {}

    /// @param parts in order, at least one
    record Batch(List<DecodedMessage> parts) implements ReceivedMessages {
        public Batch {
            parts = List.copyOf(parts);
        }
    }
}
