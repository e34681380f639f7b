package dev.mimo.memory;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything a caller says about a memory: the text and its circumstances.
///
/// @param content not blank; at most `MemorySettings.contentBytesMax` bytes of UTF-8
/// @param category `fact`, `observation`, `action`, `plan`, `episode`, or the caller's own word
/// @param importance 0..1
/// @param metadata a JSON object as text, `{}` when there is none
/// @param session the conversation it came from; a memory with one is a turn, and always its own memory
/// @param occurredAt when it happened, in the offset in which it was said; absent means when it was recorded
public record Details(String content, String category, double importance, List<String> tags, String metadata,
        @Nullable String source, @Nullable String session, @Nullable String speaker, Trust trust,
        @Nullable OffsetDateTime occurredAt) {
    public Details {
        tags = List.copyOf(tags);
    }

    /// A plain fact without circumstances.
    public static Details of(String content) {
        return new Details(content, "fact", 0.5, List.of(), "{}", null, null, null, Trust.USER, null);
    }

    /// The same with another text.
    public Details withContent(String other) {
        return new Details(other, category, importance, tags, metadata, source, session, speaker, trust, occurredAt);
    }
}
