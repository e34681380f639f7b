package dev.mimo.memory.transfer.format;

import dev.mimo.memory.transfer.format.Conversation.Heading;
import dev.mimo.memory.transfer.format.Conversation.Turn;
import dev.mimo.memory.transfer.text.LooseTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Claude's data export: conversations, each a list of messages, which are a tree where they name their parents; of a
/// tree the branch last shown is taken. Also single conversations as browser extensions save them.
final class ClaudeReader implements FormatReader {
    static final Set<String> LISTS = Set.of("conversations");

    private static final String SILENT = "thoughts of the model and calls of tools";
    private static final Set<String> TOOLS = Set.of("thinking", "redacted_thinking", "tool_use", "tool_result",
            "token_budget", "flag");

    private final Drafts drafts;
    private final FoundItems items;

    ClaudeReader(Drafts drafts, FoundItems items) {
        this.drafts = drafts;
        this.items = items;
    }

    @Override
    public void read(ImportPart part) throws IOException {
        Conversation.each(part, LISTS, items, this::conversation);
    }

    private void conversation(String where, ObjectNode node) {
        JsonNode messages = node.path("chat_messages");
        if (!messages.isArray()) {
            items.skipped(where, "has no messages (no 'chat_messages')");
            return;
        }
        Heading heading = new Heading(JsonParts.text(node, "uuid", "id"), JsonParts.text(node, "name", "title"),
                LooseTime.of(node.get("created_at")));
        Conversation conversation = new Conversation(ImportFormat.CLAUDE, heading, where, drafts, items);
        List<Numbered> all = new ArrayList<>();
        int number = 0;
        for (JsonNode message : messages) {
            number++;
            if (message instanceof ObjectNode object) {
                all.add(new Numbered(number, object));
            } else {
                conversation.skipped(number, "is no message");
            }
        }
        branch(all, JsonParts.text(node, "current_leaf_message_uuid")).forEach(one -> message(conversation, one));
    }

    private record Numbered(int number, ObjectNode message) {
        @Nullable
        String id() {
            return JsonParts.text(message, "uuid", "id");
        }
    }

    /// All of them in order, unless each names a parent: then from the root to the one last shown, which is the last of
    /// the list when nobody says otherwise.
    private static List<Numbered> branch(List<Numbered> all, @Nullable String shown) {
        if (all.isEmpty()) {
            return all;
        }
        Map<String, Numbered> byId = new HashMap<>();
        Map<String, String> parents = new HashMap<>();
        for (Numbered one : all) {
            String id = one.id();
            String parent = JsonParts.text(one.message(), "parent_message_uuid");
            if (id == null || parent == null) {
                return all;
            }
            byId.put(id, one);
            parents.put(id, parent);
        }
        String last = shown != null && byId.containsKey(shown) ? shown : all.getLast().id();
        return Conversation.branch(last, parents).stream().flatMap(id -> Stream.ofNullable(byId.get(id))).toList();
    }

    private static void message(Conversation conversation, Numbered numbered) {
        ObjectNode message = numbered.message();
        String speaker = JsonParts.text(message, "sender", "role");
        if (speaker == null) {
            conversation.skipped(numbered.number(), "does not say who sent it");
            return;
        }
        String id = JsonParts.textOr("message " + numbered.number(), message, "uuid", "id");
        Turn turn = new Turn(numbered.number(), id, speaker, said(conversation, message),
                LooseTime.of(message.get("created_at")), null);
        List<Turn> attached = attachments(turn, message);
        if (!turn.text().isBlank()) {
            conversation.offer(turn);
        }
        attached.forEach(conversation::offer);
        int files = tellLost(conversation, numbered.number(), message, attached);
        boolean silent = message.path("content").isArray() && !message.path("content").isEmpty();
        if (turn.text().isBlank() && attached.isEmpty() && files == 0 && !silent) {
            conversation.leftOut("empty messages");
        }
    }

    /// The text of the message's parts; what the export says in short only where they have none, for there it names
    /// things that it could not show.
    private static String said(Conversation conversation, ObjectNode message) {
        StringBuilder said = new StringBuilder();
        boolean silent = false;
        for (JsonNode part : message.path("content")) {
            String kind = JsonParts.textOr("text", part, "type");
            String text = kind.equals("text") || kind.equals("voice_note") ? JsonParts.text(part, "text") : null;
            if (text != null) {
                said.append(said.isEmpty() ? "" : "\n\n").append(text);
            }
            silent |= TOOLS.contains(kind);
        }
        if (silent) {
            conversation.leftOut(SILENT);
        }
        String whole = JsonParts.text(message, "text");
        return said.isEmpty() && whole != null && !silent ? whole : said.toString();
    }

    /// Texts that were pasted or attached, and that the export has.
    private static List<Turn> attachments(Turn turn, ObjectNode message) {
        List<Turn> attached = new ArrayList<>();
        for (JsonNode attachment : message.path("attachments")) {
            String text = JsonParts.text(attachment, "extracted_content");
            if (text != null) {
                String name = JsonParts.textOr("attachment " + (attached.size() + 1), attachment, "file_name");
                attached.add(new Turn(turn.number(), turn.id(), turn.speaker(), text, turn.at(), name));
            }
        }
        return attached;
    }

    /// @return how many files of the message the export lacks
    private static int tellLost(Conversation conversation, int number, ObjectNode message, List<Turn> attached) {
        Set<String> names = new HashSet<>();
        for (String list : List.of("attachments", "files", "files_v2")) {
            message.path(list).forEach(file -> names.add(JsonParts.textOr("without a name", file, "file_name")));
        }
        attached.forEach(one -> names.remove(one.attachment()));
        names.stream().sorted().forEach(name -> conversation.skipped(number,
                "has the file '" + name + "', whose text is not in the export"));
        return names.size();
    }
}
