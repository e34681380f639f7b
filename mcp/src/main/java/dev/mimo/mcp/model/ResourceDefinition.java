package dev.mimo.mcp.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a client is told of a resource before it reads it.
///
/// @param size in bytes; absent when not known
/// @param icons empty when there are none
/// @param meta further `_meta` of the definition; absent when there is none
public record ResourceDefinition(String uri, String name, @Nullable String title, @Nullable String description,
        @Nullable String mimeType, @Nullable Long size, ContentAnnotations annotations, List<Icon> icons,
        @Nullable ObjectNode meta) {
    public ResourceDefinition {
        icons = List.copyOf(icons);
    }

    /// A resource without pictures, and without more than the protocol knows.
    public ResourceDefinition(String uri, String name, @Nullable String title, @Nullable String description,
            @Nullable String mimeType, @Nullable Long size, ContentAnnotations annotations) {
        this(uri, name, title, description, mimeType, size, annotations, List.of(), null);
    }
}
