package dev.mimo.door.chat;

import dev.mimo.json.Json;
import dev.mimo.memory.recall.TokenEstimate;
import dev.mimo.models.language.ChatJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The answer without a language model: what is remembered and fits, word for word.
final class ExtractiveAnswer {
    static final String MODEL = "mimo-extractive";

    private final String text;
    private final ObjectNode chat;
    private final String id = ChatJson.newId("chatcmpl-");

    /// @param chat what was asked
    /// @param text what is answered
    ExtractiveAnswer(ObjectNode chat, String text) {
        this.chat = chat;
        this.text = text;
    }

    /// In one piece.
    ObjectNode completion() {
        ObjectNode answer = ChatJson.completion(id, MODEL, ChatJson.assistant(text), "stop");
        answer.set("usage", usage());
        return answer;
    }

    /// Piece by piece, a line each.
    List<ObjectNode> chunks() {
        List<ObjectNode> chunks = new ArrayList<>();
        chunks.add(ChatJson.chunk(id, MODEL, Json.object().put("role", "assistant").put("content", ""), null));
        for (String line : text.split("(?<=\n)", -1)) {
            chunks.add(ChatJson.chunk(id, MODEL, Json.object().put("content", line), null));
        }
        chunks.add(ChatJson.chunk(id, MODEL, Json.object(), "stop"));
        if (chat.path("stream_options").path("include_usage").asBoolean(false)) {
            ObjectNode last = ChatJson.chunk(id, MODEL, Json.object(), null);
            last.putArray("choices");
            last.set("usage", usage());
            chunks.add(last);
        }
        return chunks;
    }

    private ObjectNode usage() {
        long asked = 0;
        for (JsonNode message : chat.path("messages")) {
            asked += TokenEstimate.of(ChatJson.text(message.path("content")));
        }
        return ChatJson.usage(asked, TokenEstimate.of(text));
    }
}
