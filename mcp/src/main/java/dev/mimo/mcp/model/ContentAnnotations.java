package dev.mimo.mcp.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// For whom a piece of content is, and how much it matters.
///
/// @param audience empty when it is for everyone
/// @param priority 0 (optional) to 1 (required); absent when not said
/// @param lastModified absent when not known
public record ContentAnnotations(List<Role> audience, @Nullable Double priority, @Nullable Instant lastModified) {
    public static final ContentAnnotations NONE = new ContentAnnotations(List.of(), null, null);

    public ContentAnnotations {
        audience = List.copyOf(audience);
        if (priority != null && !(priority >= 0 && priority <= 1)) {
            throw new IllegalArgumentException("a priority lies between 0 and 1");
        }
    }
}
