package dev.mimo.door.chat;

import dev.mimo.cortex.Recollection;
import dev.mimo.cortex.RememberedStatements;
import dev.mimo.json.Json;
import dev.mimo.memory.recall.Recalled.Hit;
import dev.mimo.memory.recall.TokenEstimate;
import dev.mimo.models.language.ChatJson;
import dev.mimo.tools.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The answer without a language model: what is remembered and fits, word for word.
final class ExtractiveAnswer {
    static final String MODEL = "mimo-extractive";

    private final String text;
    private final ObjectNode chat;
    private final String id = ChatJson.newId("chatcmpl-");

    /// @param chat what was asked
    /// @param failures why no language model answered; empty where there is none
    ExtractiveAnswer(ObjectNode chat, Recollection recalled, RememberedStatements remembered, List<String> failures) {
        this.chat = chat;
        this.text = text(recalled, remembered, failures);
    }

    private static String text(Recollection recalled, RememberedStatements remembered, List<String> failures) {
        StringBuilder text = new StringBuilder();
        if (!remembered.ids().isEmpty()) {
            text.append("Remembered.\n");
        }
        if (!recalled.hits().isEmpty()) {
            text.append("What I remember that fits:\n");
            recalled.hits().forEach(hit -> text.append(passage(hit)));
        } else if (remembered.ids().isEmpty()) {
            text.append("Nothing that I remember fits this.\n");
        }
        if (!failures.isEmpty()) {
            text.append("No language model answered, so this is taken from memory as it stands.\n");
        }
        return text.toString().strip();
    }

    private static String passage(Hit hit) {
        String content = VisibleText.lines(hit.memory().details().content()).collect(Collectors.joining("\n  "));
        return "- " + content + " [" + hit.memory().id() + "]\n";
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
