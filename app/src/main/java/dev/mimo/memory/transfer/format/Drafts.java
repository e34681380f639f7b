package dev.mimo.memory.transfer.format;

import dev.mimo.call.CommonShapes;
import dev.mimo.json.ByteSize;
import dev.mimo.memory.Details;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.transfer.text.TextPieces;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fits drafts into Mimo's limits: a long text becomes several memories; names are shortened; tags that are too long or
/// too many, and metadata that is too large, are left away.
final class Drafts {
    private final MemorySettings limits;
    private final FoundItems items;

    Drafts(MemorySettings limits, FoundItems items) {
        this.limits = limits;
        this.items = items;
    }

    /// @param key of the item; each piece has its own when its text is cut
    void offer(String where, String key, Details draft) {
        if (draft.content().isBlank()) {
            items.skipped(where, "has no text");
            return;
        }
        if (draft.content().indexOf('\0') >= 0) {
            items.skipped(where, "holds a NUL character");
            return;
        }
        String metadata = metadata(where, draft.metadata());
        List<String> tags = tags(draft.tags());
        List<String> pieces = TextPieces.of(draft.content(), limits.contentBytesMax());
        for (int i = 0; i < pieces.size(); i++) {
            Details details = new Details(pieces.get(i), Objects.requireNonNullElse(name(draft.category()), "fact"),
                    draft.importance(), tags, metadata, name(draft.source()), name(draft.session()),
                    name(draft.speaker()), draft.trust(), draft.occurredAt());
            items.found(where, new FoundMemory.Fresh(details, i == 0 ? key : key + "+" + i));
        }
    }

    private String metadata(String where, String given) {
        int bytes = given.getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= limits.metadataBytesMax()) {
            return given;
        }
        items.skipped(where, "has metadata of " + ByteSize.text(bytes) + ", more than the "
                + ByteSize.text(limits.metadataBytesMax()) + " allowed; it is imported without");
        return "{}";
    }

    private List<String> tags(List<String> given) {
        Set<String> tags = new LinkedHashSet<>();
        for (String tag : given) {
            String plain = plain(tag);
            if (!plain.isEmpty() && plain.length() <= limits.tagCharsMax() && tags.size() < limits.tagsMax()) {
                tags.add(plain);
            }
        }
        return List.copyOf(tags);
    }

    private static @Nullable String name(@Nullable String given) {
        if (given == null) {
            return null;
        }
        String plain = plain(given);
        if (plain.length() <= CommonShapes.NAME_MAX) {
            return plain.isEmpty() ? null : plain;
        }
        boolean splits = Character.isHighSurrogate(plain.charAt(CommonShapes.NAME_MAX - 1));
        return plain.substring(0, splits ? CommonShapes.NAME_MAX - 1 : CommonShapes.NAME_MAX);
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cc}+", " ").strip();
    }
}
