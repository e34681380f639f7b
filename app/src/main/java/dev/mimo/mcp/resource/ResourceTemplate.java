package dev.mimo.mcp.resource;

import org.jspecify.annotations.Nullable;

/// How the addresses of many resources are made.
///
/// @param uriTemplate RFC 6570
public record ResourceTemplate(String uriTemplate, String name, @Nullable String title,
        @Nullable String description, @Nullable String mimeType) {}
