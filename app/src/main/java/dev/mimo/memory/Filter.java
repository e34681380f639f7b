package dev.mimo.memory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which memories of a namespace a call is about. Every part narrows; an empty part does not.
///
/// @param categories any of these
/// @param tags any of these
/// @param sessions any of these
/// @param after it happened at or after this
/// @param before it happened before this
/// @param knownAt as Mimo knew it at this moment; now when absent
public record Filter(List<String> categories, List<String> tags, List<String> sessions, @Nullable Instant after,
        @Nullable Instant before, @Nullable Instant knownAt) {
    public static final Filter ALL = new Filter(List.of(), List.of(), List.of(), null, null, null);

    public Filter {
        categories = List.copyOf(categories);
        tags = List.copyOf(tags);
        sessions = List.copyOf(sessions);
    }

    /// Whether nothing narrows it: a deletion by such a filter is refused.
    public boolean isEmpty() {
        return equals(ALL);
    }
}
