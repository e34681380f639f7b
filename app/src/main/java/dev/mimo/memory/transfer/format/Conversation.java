package dev.mimo.memory.transfer.format;

import dev.mimo.json.Json;
import dev.mimo.memory.Details;
import dev.mimo.memory.Trust;
import dev.mimo.memory.transfer.text.TextPieces;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A conversation of an export: offers its turns in their order, with its own name for the session.
final class Conversation {
    private final ImportFormat format;
    private final String id;
    private final @Nullable String title;
    private final String where;
    private final Drafts drafts;
    private final FoundItems items;
    private @Nullable OffsetDateTime last;

    /// @param where of the conversation in its file
    /// @param heading its time stands in for the time of a turn that has none, until one has
    Conversation(ImportFormat format, Heading heading, String where, Drafts drafts, FoundItems items) {
        this.format = format;
        this.title = heading.title();
        this.where = title == null ? where : where + " \"" + TextPieces.title(title) + "\"";
        this.last = heading.began();
        // one that its program gave no id is known again by what it is called and when it began
        this.id = heading.id() == null
                ? StableKey.hashed(format, String.valueOf(heading.title()), moment(heading.began()))
                : heading.id();
        this.drafts = drafts;
        this.items = items;
    }

    /// What is said of it as a whole.
    ///
    /// @param title not blank
    record Heading(@Nullable String id, @Nullable String title, @Nullable OffsetDateTime began) {}

    /// One turn.
    ///
    /// @param number from 1, for people
    /// @param attachment the name of the file whose text it is; absent for what was said
    record Turn(int number, String id, String speaker, String text, @Nullable OffsetDateTime at,
            @Nullable String attachment) {}

    /// Shows the conversations of a file, each with its place.
    static void each(ImportPart part, Set<String> lists, FoundItems items, BiConsumer<String, ObjectNode> reader)
            throws IOException {
        part.eachItem(lists, (where, item) -> {
            String fault = item.fault();
            if (!(item.value() instanceof ObjectNode conversation)) {
                items.skipped(where, fault == null ? "is no conversation" : fault);
                return;
            }
            if (fault != null) {
                items.skipped(where, fault + "; the rest of the conversation is imported");
            }
            reader.accept(where, conversation);
        });
    }

    /// The names from the root of a tree to the last one.
    ///
    /// @param parents by the names of those that have one
    static List<String> branch(@Nullable String last, Map<String, String> parents) {
        Set<String> branch = new LinkedHashSet<>();
        String at = last;
        while (at != null && branch.add(at)) {
            at = parents.get(at);
        }
        return List.copyOf(branch).reversed();
    }

    void skipped(int number, String reason) {
        items.skipped(at(number), reason);
    }

    void leftOut(String what) {
        items.leftOut(what);
    }

    void offer(Turn turn) {
        last = turn.at() == null ? last : turn.at();
        ObjectNode metadata = Json.object();
        if (title != null) {
            metadata.put("title", title.strip());
        }
        String attachment = turn.attachment();
        Trust trust = turn.speaker().equals("assistant") ? Trust.MODEL : Trust.USER;
        String key = StableKey.of(format, id, turn.id());
        if (attachment != null) {
            metadata.put("attachment", attachment);
            trust = Trust.DOCUMENT;
            key = StableKey.of(format, id, turn.id(), attachment);
        }
        drafts.offer(at(turn.number()), key, new Details(turn.text(), "episode", 0.5, List.of(), Json.text(metadata),
                format.wireName(), id, turn.speaker(), trust, last));
    }

    private static String moment(@Nullable OffsetDateTime time) {
        return time == null ? "null" : time.toInstant().toString();
    }

    private String at(int number) {
        return where + ", message " + number;
    }
}
