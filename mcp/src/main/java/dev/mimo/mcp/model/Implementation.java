package dev.mimo.mcp.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server or a client says of itself, for people to see: nothing is decided by it.
///
/// @param name for programs; empty when it does not say
/// @param version empty when it does not say
/// @param title for people; absent when it has none
/// @param description what it is for; absent when it does not say
/// @param websiteUrl absent when there is none
/// @param icons empty when there are none
public record Implementation(String name, String version, @Nullable String title, @Nullable String description,
        @Nullable String websiteUrl, List<Icon> icons) {
    public Implementation {
        icons = List.copyOf(icons);
    }

    /// One that says no more than it must.
    public static Implementation of(String name, String version) {
        return new Implementation(name, version, null, null, null, List.of());
    }

    public Implementation titled(String other) {
        return new Implementation(name, version, other, description, websiteUrl, icons);
    }
}
