package dev.mimo.memory;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change to a memory: what is absent stays as it is.
public record Patch(@Nullable String content, @Nullable String category, @Nullable Double importance,
        @Nullable List<String> tags, @Nullable String metadata, @Nullable OffsetDateTime occurredAt) {
    /// Whether it changes nothing.
    public boolean isEmpty() {
        return content == null && category == null && importance == null && tags == null && metadata == null
                && occurredAt == null;
    }

    public Details applyTo(Details old) {
        return new Details(
                content == null ? old.content() : content,
                category == null ? old.category() : category,
                importance == null ? old.importance() : importance,
                tags == null ? old.tags() : tags,
                metadata == null ? old.metadata() : metadata,
                old.source(), old.session(), old.speaker(), old.trust(),
                occurredAt == null ? old.occurredAt() : occurredAt);
    }
}
