package dev.mimo.mcp.content;

import org.jspecify.annotations.Nullable;

/// What a resource holds.
public sealed interface ResourceBody {
    String uri();

    @Nullable
    String mimeType();

    record Text(String uri, @Nullable String mimeType, String text) implements ResourceBody {}

    record Blob(String uri, @Nullable String mimeType, byte[] bytes) implements ResourceBody {}
}
