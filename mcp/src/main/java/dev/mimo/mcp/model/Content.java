package dev.mimo.mcp.model;

import org.jspecify.annotations.Nullable;

/// A piece of a tool's result or of a prompt. Bytes belong to it: nobody changes them.
public sealed interface Content {
    ContentAnnotations annotations();

    record Text(String text, ContentAnnotations annotations) implements Content {}

    /// @param mimeType such as `image/png`
    record Image(byte[] data, String mimeType, ContentAnnotations annotations) implements Content {}

    /// @param mimeType such as `audio/wav`
    record Audio(byte[] data, String mimeType, ContentAnnotations annotations) implements Content {}

    /// Where more can be read. Revisions before 2025-06-18 get it as text.
    record ResourceLink(String uri, String name, @Nullable String title, @Nullable String description,
            @Nullable String mimeType, @Nullable Long size, ContentAnnotations annotations) implements Content {}

    /// A resource's content in place.
    record Embedded(ResourceBody resource, ContentAnnotations annotations) implements Content {}

    static Content text(String text) {
        return new Text(text, ContentAnnotations.NONE);
    }
}
