package dev.mimo.door.chat;

import dev.mimo.json.Json;
import dev.mimo.memory.recall.TokenEstimate;
import dev.mimo.models.language.ChatJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How much a conversation is, and its parts.
final class ChatText {
    /// What a message costs besides its words.
    private static final int PER_MESSAGE = 4;

    private ChatText() {}

    /// About how many tokens a request in the inner form has: its texts, its calls of tools and their descriptions.
    static long tokens(ObjectNode chat) {
        long tokens = chat.path("tools").isArray() ? TokenEstimate.of(Json.text(chat.path("tools"))) : 0;
        for (JsonNode message : chat.path("messages")) {
            tokens += PER_MESSAGE + TokenEstimate.of(ChatJson.text(message.path("content")));
            if (message.path("tool_calls").isArray()) {
                tokens += TokenEstimate.of(Json.text(message.path("tool_calls")));
            }
        }
        return tokens;
    }

    /// The array that is there under a name.
    static ArrayNode array(ObjectNode of, String name) {
        return of.path(name) instanceof ArrayNode found ? found : of.putArray(name);
    }
}
