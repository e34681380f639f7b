package dev.mimo.mcp.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a resource holds.
public sealed interface ResourceBody {
    String uri();

    @Nullable
    String mimeType();

    /// Further `_meta`; absent when there is none.
    @Nullable
    ObjectNode meta();

    record Text(String uri, @Nullable String mimeType, String text, @Nullable ObjectNode meta)
            implements
                ResourceBody {
        public Text(String uri, @Nullable String mimeType, String text) {
            this(uri, mimeType, text, null);
        }
    }

    record Blob(String uri, @Nullable String mimeType, byte[] bytes, @Nullable ObjectNode meta)
            implements
                ResourceBody {
        public Blob(String uri, @Nullable String mimeType, byte[] bytes) {
            this(uri, mimeType, bytes, null);
        }
    }
}
