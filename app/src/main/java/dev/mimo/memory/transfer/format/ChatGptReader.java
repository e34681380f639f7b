package dev.mimo.memory.transfer.format;

import dev.mimo.memory.transfer.format.Conversation.Heading;
import dev.mimo.memory.transfer.format.Conversation.Turn;
import dev.mimo.memory.transfer.text.LooseTime;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// ChatGPT's data export: conversations, each a tree of messages of which the branch last shown is taken.
final class ChatGptReader implements FormatReader {
    private static final Set<String> THOUGHTS = Set.of("thoughts", "reasoning_recap");
    private static final Set<String> CONTEXT = Set.of("user_editable_context", "model_editable_context");
    private static final Set<String> RECORDINGS = Set.of("audio_asset_pointer", "video_container_asset_pointer",
            "real_time_user_audio_video_asset_pointer");

    private final Drafts drafts;
    private final FoundItems items;

    ChatGptReader(Drafts drafts, FoundItems items) {
        this.drafts = drafts;
        this.items = items;
    }

    @Override
    public void read(ImportPart part) throws IOException {
        Conversation.each(part, Set.of(), items, this::conversation);
    }

    private void conversation(String where, ObjectNode node) {
        if (!(node.get("mapping") instanceof ObjectNode mapping)) {
            items.skipped(where, "has no messages (no 'mapping')");
            return;
        }
        Heading heading = new Heading(JsonParts.text(node, "conversation_id", "id"), JsonParts.text(node, "title"),
                LooseTime.of(node.get("create_time")));
        Conversation conversation = new Conversation(ImportFormat.CHATGPT, heading, where, drafts, items);
        int number = 0;
        for (String name : branch(mapping, JsonParts.text(node, "current_node"))) {
            JsonNode message = mapping.path(name).path("message");
            // roots have none
            if (!message.isMissingNode() && !message.isNull()) {
                message(conversation, ++number, name, message);
            }
        }
    }

    /// The nodes from the root to the one last shown; when nobody says which that was, to the newest that no other
    /// follows.
    private static List<String> branch(ObjectNode mapping, @Nullable String shown) {
        Map<String, String> parents = parents(mapping);
        String last = shown != null && mapping.has(shown) ? shown : newestLeaf(mapping, parents);
        return Conversation.branch(last, parents);
    }

    /// Some exports say who follows, some who went before, most both.
    private static Map<String, String> parents(ObjectNode mapping) {
        Map<String, String> parents = new HashMap<>();
        for (Map.Entry<String, JsonNode> node : mapping.properties()) {
            for (JsonNode child : node.getValue().path("children")) {
                if (child.isString()) {
                    parents.putIfAbsent(child.stringValue(), node.getKey());
                }
            }
        }
        for (Map.Entry<String, JsonNode> node : mapping.properties()) {
            String parent = JsonParts.text(node.getValue(), "parent");
            if (parent != null) {
                parents.put(node.getKey(), parent);
            }
        }
        return parents;
    }

    private static @Nullable String newestLeaf(ObjectNode mapping, Map<String, String> parents) {
        Set<String> followed = new HashSet<>(parents.values());
        String newest = null;
        double newestAt = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, JsonNode> node : mapping.properties()) {
            double at = node.getValue().path("message").path("create_time").asDouble(0);
            if (!followed.contains(node.getKey()) && at >= newestAt) {
                newest = node.getKey();
                newestAt = at;
            }
        }
        return newest;
    }

    private static void message(Conversation conversation, int number, String node, JsonNode message) {
        if (!message.isObject()) {
            conversation.skipped(number, "is no message");
            return;
        }
        String role = JsonParts.textOr(JsonParts.textOr("", message, "role"), message.path("author"), "role");
        String kind = JsonParts.textOr("text", message.path("content"), "content_type");
        String unspoken = unspoken(message, role, kind);
        if (unspoken != null) {
            if (!unspoken.isEmpty()) {
                conversation.leftOut(unspoken);
            }
            return;
        }
        String text = text(conversation, number, message, kind);
        if (text != null) {
            conversation.offer(new Turn(number, JsonParts.textOr(node, message, "id"), role,
                    text, LooseTime.of(message.get("create_time")), null));
        }
    }

    /// What a message is called that was not said by one to the other; empty for one that says nothing at all; absent
    /// for a turn.
    private static @Nullable String unspoken(JsonNode message, String role, String kind) {
        String recipient = JsonParts.text(message, "recipient");
        if (role.equals("system")) {
            return isEmpty(message) ? "" : "system messages";
        }
        if (message.path("metadata").path("is_visually_hidden_from_conversation").asBoolean(false)
                || CONTEXT.contains(kind)) {
            return "hidden messages";
        }
        if (role.equals("tool")) {
            return "messages of tools";
        }
        if (recipient != null && !recipient.equals("all")) {
            return "messages to tools";
        }
        if (THOUGHTS.contains(kind)) {
            return "thoughts of the model";
        }
        return isEmpty(message) ? "" : null;
    }

    private static boolean isEmpty(JsonNode message) {
        JsonNode content = message.path("content");
        boolean blankParts = content.path("parts").isArray();
        for (JsonNode part : content.path("parts")) {
            blankParts &= part.isString() && part.stringValue().isBlank();
        }
        return content.isMissingNode() || content.isNull()
                || (blankParts && JsonParts.text(content, "text", "result") == null);
    }

    private static @Nullable String text(Conversation conversation, int number, JsonNode message, String kind) {
        JsonNode content = message.path("content");
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        boolean told = false;
        for (JsonNode part : content.path("parts")) {
            String spoken = part.isString() ? part.stringValue() : JsonParts.text(part, "text");
            if (spoken == null) {
                conversation.skipped(number, "holds " + named(part) + ", which is not imported");
                told = true;
            } else if (!spoken.isBlank()) {
                text.append(text.isEmpty() ? "" : "\n").append(spoken);
            }
        }
        if (text.isEmpty()) {
            String whole = JsonParts.text(content, "text", "result");
            if (whole == null && !told) {
                conversation.skipped(number, "has content of the kind '" + kind + "' without text");
            }
            return whole;
        }
        return text.toString();
    }

    private static String named(JsonNode part) {
        String kind = JsonParts.text(part, "content_type");
        if (kind == null) {
            return "a part that is no text";
        }
        return kind.equals("image_asset_pointer")
                ? "an image"
                : RECORDINGS.contains(kind) ? "a recording" : "a part of the kind '" + kind + "'";
    }
}
