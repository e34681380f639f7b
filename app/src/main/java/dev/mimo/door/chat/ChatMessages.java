package dev.mimo.door.chat;

import dev.mimo.models.language.ChatJson;
import dev.mimo.refusal.Refusal;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The messages of a request in the inner form.
///
/// @param chat whose `messages` is an array of objects, each with a role
record ChatMessages(ObjectNode chat) {
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");

    /// Refuses what has no messages; all else is for the model to judge.
    static ChatMessages of(ObjectNode chat) {
        if (!(chat.path("messages") instanceof ArrayNode messages) || messages.isEmpty()) {
            throw Refusal.invalid("messages", "must be a list of at least one message",
                    "Send the conversation, each message with a role and a content.");
        }
        for (int i = 0; i < messages.size(); i++) {
            if (!ROLES.contains(messages.path(i).path("role").asString(""))) {
                throw Refusal.invalid("messages[" + i + "].role", "must be one of system, developer, user, assistant, "
                        + "tool", "Give each message one of these roles.");
            }
        }
        return new ChatMessages(chat);
    }

    /// What the user said last; empty for nothing.
    String lastSaid() {
        int at = lastUser();
        return at < 0 ? "" : ChatJson.text(chat.path("messages").path(at).path("content"));
    }

    /// Whether the user spoke last, so that it is heard for the first time.
    boolean isUsersTurn() {
        return lastUser() == chat.path("messages").size() - 1;
    }

    /// The same conversation with a text before what the user said last; what stands before that stays as it was, for
    /// the sake of prompt caches.
    ObjectNode withContext(String context) {
        ObjectNode other = chat.deepCopy();
        int at = lastUser();
        if (context.isEmpty() || at < 0 || !(other.path("messages").path(at) instanceof ObjectNode message)) {
            return other;
        }
        JsonNode content = message.path("content");
        if (content instanceof ArrayNode parts) {
            parts.insertObject(0).put("type", "text").put("text", context);
        } else {
            message.put("content", context + "\n" + ChatJson.text(content));
        }
        return other;
    }

    private int lastUser() {
        JsonNode messages = chat.path("messages");
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.path(i).path("role").asString("").equals("user")) {
                return i;
            }
        }
        return -1;
    }
}
