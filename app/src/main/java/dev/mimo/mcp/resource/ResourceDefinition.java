package dev.mimo.mcp.resource;

import dev.mimo.mcp.content.Annotations;
import org.jspecify.annotations.Nullable;

/// What a client is told of a resource before it reads it.
///
/// @param size in bytes; absent when not known
public record ResourceDefinition(String uri, String name, @Nullable String title, @Nullable String description,
        @Nullable String mimeType, @Nullable Long size, Annotations annotations) {}
