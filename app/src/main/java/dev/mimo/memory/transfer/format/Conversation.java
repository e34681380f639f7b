package dev.mimo.memory.transfer.format;

import dev.mimo.json.Json;
import dev.mimo.memory.Trust;
import dev.mimo.memory.transfer.format.Drafts.Draft;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A conversation of an export: offers its turns in their order, with its own name for the session.
final class Conversation {
    private static final int TITLE_SHOWN = 60;

    private final ImportFormat format;
    private final String id;
    private final @Nullable String title;
    private final String where;
    private final Drafts drafts;
    private final FoundItems items;
    private @Nullable Instant last;

    /// @param where of the conversation in its file
    /// @param heading its time stands in for the time of a turn that has none, until one has
    Conversation(ImportFormat format, Heading heading, String where, Drafts drafts, FoundItems items) {
        this.format = format;
        this.title = heading.title();
        this.where = title == null || title.isBlank() ? where : where + " \"" + shown(title) + "\"";
        this.last = heading.began();
        // one that its program gave no id is known again by what it is called and when it began
        this.id = heading.id() == null
                ? StableKey.hashed(format, String.valueOf(heading.title()), String.valueOf(heading.began()))
                : heading.id();
        this.drafts = drafts;
        this.items = items;
    }

    /// What is said of it as a whole.
    record Heading(@Nullable String id, @Nullable String title, @Nullable Instant began) {}

    /// One turn.
    ///
    /// @param number from 1, for people
    /// @param attachment the name of the file whose text it is; absent for what was said
    record Turn(int number, String id, String speaker, String text, @Nullable Instant at,
            @Nullable String attachment) {}

    String at(int number) {
        return where + ", message " + number;
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
        if (title != null && !title.isBlank()) {
            metadata.put("title", title.strip());
        }
        if (turn.attachment() != null) {
            metadata.put("attachment", turn.attachment());
        }
        Trust trust = turn.attachment() != null
                ? Trust.DOCUMENT
                : turn.speaker().equals("assistant") ? Trust.MODEL : Trust.USER;
        String key = turn.attachment() == null
                ? StableKey.of(format, id, turn.id())
                : StableKey.of(format, id, turn.id(), turn.attachment());
        drafts.offer(new Draft(key, turn.text(), "episode", List.of(), metadata, format.wireName(), id,
                turn.speaker(), trust, last), at(turn.number()), items);
    }

    private static String shown(String title) {
        String line = title.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= TITLE_SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, TITLE_SHOWN)) + "…";
    }
}
