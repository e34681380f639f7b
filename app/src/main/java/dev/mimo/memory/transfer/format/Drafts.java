package dev.mimo.memory.transfer.format;

import dev.mimo.json.ByteSize;
import dev.mimo.json.Json;
import dev.mimo.memory.Details;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.Trust;
import dev.mimo.memory.transfer.text.TextPieces;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Fits drafts into Mimo's limits: a long text becomes several memories; names are shortened; tags that are too long or
/// too many, and metadata that is too large, are left away.
final class Drafts {
    /// Most characters of a category, session, speaker or source.
    static final int NAME_MAX = 256;
    private static final String NONE = "{}";

    /// A memory as another program's file has it.
    ///
    /// @param key of the item: several memories when its text is cut
    record Draft(String key, String content, String category, List<String> tags, ObjectNode metadata,
            @Nullable String source, @Nullable String session, @Nullable String speaker, Trust trust,
            @Nullable Instant occurredAt) {}

    private final MemorySettings limits;

    Drafts(MemorySettings limits) {
        this.limits = limits;
    }

    void offer(Draft draft, String where, FoundItems items) {
        if (draft.content().isBlank()) {
            items.skipped(where, "has no text");
            return;
        }
        if (draft.content().indexOf('\0') >= 0) {
            items.skipped(where, "holds a NUL character");
            return;
        }
        String metadata = metadata(draft, where, items);
        List<String> tags = tags(draft.tags());
        List<String> pieces = TextPieces.of(draft.content(), limits.contentBytesMax());
        for (int i = 0; i < pieces.size(); i++) {
            Details details = new Details(pieces.get(i), required(draft.category()), 0.5, tags, metadata,
                    name(draft.source()), name(draft.session()), name(draft.speaker()), draft.trust(),
                    draft.occurredAt());
            items.found(where, new FoundMemory.Fresh(details, i == 0 ? draft.key() : draft.key() + "+" + i));
        }
    }

    private String metadata(Draft draft, String where, FoundItems items) {
        if (draft.metadata().isEmpty()) {
            return NONE;
        }
        String text = Json.text(draft.metadata());
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= limits.metadataBytesMax()) {
            return text;
        }
        items.skipped(where, "has metadata of " + ByteSize.text(bytes) + ", more than the "
                + ByteSize.text(limits.metadataBytesMax()) + " allowed; it is imported without");
        return NONE;
    }

    private List<String> tags(Collection<String> given) {
        Set<String> tags = new LinkedHashSet<>();
        for (String tag : given) {
            String plain = plain(tag);
            if (!plain.isEmpty() && plain.length() <= limits.tagCharsMax() && tags.size() < limits.tagsMax()) {
                tags.add(plain);
            }
        }
        return List.copyOf(tags);
    }

    private static String required(String name) {
        String fitted = name(name);
        return fitted == null ? "fact" : fitted;
    }

    private static @Nullable String name(@Nullable String given) {
        if (given == null) {
            return null;
        }
        String plain = plain(given);
        if (plain.length() <= NAME_MAX) {
            return plain.isEmpty() ? null : plain;
        }
        boolean splits = Character.isHighSurrogate(plain.charAt(NAME_MAX - 1));
        return plain.substring(0, splits ? NAME_MAX - 1 : NAME_MAX);
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cc}+", " ").strip();
    }
}
