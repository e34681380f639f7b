package dev.mimo.mcp.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// How the addresses of many resources are made.
///
/// @param uriTemplate RFC 6570
/// @param icons empty when there are none
/// @param meta further `_meta` of the definition; absent when there is none
public record ResourceTemplate(String uriTemplate, String name, @Nullable String title,
        @Nullable String description, @Nullable String mimeType, ContentAnnotations annotations, List<Icon> icons,
        @Nullable ObjectNode meta) {
    public ResourceTemplate {
        icons = List.copyOf(icons);
    }

    /// A template in words alone.
    public ResourceTemplate(String uriTemplate, String name, @Nullable String title, @Nullable String description,
            @Nullable String mimeType) {
        this(uriTemplate, name, title, description, mimeType, ContentAnnotations.NONE, List.of(), null);
    }
}
