package dev.mimo.models.language;

import dev.mimo.json.Json;
import dev.mimo.resilience.AttemptFailedException;
import dev.mimo.resilience.AttemptFailedException.Blame;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Messages of the inner form as Anthropic wants them: instructions apart, user and assistant in turns, the results of
/// tools said by the user.
final class AnthropicMessages {
    private final ObjectNode request;
    private final ArrayNode list;
    private final StringJoiner system = new StringJoiner("\n\n");
    private @Nullable String lastRole;
    private ArrayNode lastContent = Json.array();

    AnthropicMessages(ObjectNode request) {
        this.request = request;
        this.list = request.putArray("messages");
    }

    void add(JsonNode messages) throws AttemptFailedException {
        for (JsonNode message : messages) {
            JsonNode content = message.path("content");
            switch (message.path("role").asString("")) {
                case "system", "developer" -> system.add(ChatJson.text(content));
                case "assistant" -> assistant(message, content);
                case "tool" -> {
                    ObjectNode result = turn("user").addObject().put("type", "tool_result")
                            .put("tool_use_id", message.path("tool_call_id").asString(""));
                    result.put("content", ChatJson.text(content));
                }
                default -> parts(turn("user"), content);
            }
        }
        if (system.length() > 0) {
            request.put("system", system.toString());
        }
    }

    private void assistant(JsonNode message, JsonNode content) throws AttemptFailedException {
        ArrayNode blocks = turn("assistant");
        parts(blocks, content);
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            blocks.addObject().put("type", "tool_use").put("id", call.path("id").asString(""))
                    .put("name", function.path("name").asString(""))
                    .set("input", ChatJson.arguments(function.path("arguments").asString("")));
        }
    }

    /// The content of this role's turn: of the one before, if it was this role's.
    private ArrayNode turn(String role) {
        if (!role.equals(lastRole)) {
            lastRole = role;
            lastContent = list.addObject().put("role", role).putArray("content");
        }
        return lastContent;
    }

    private static void parts(ArrayNode blocks, JsonNode content) throws AttemptFailedException {
        if (content.isString()) {
            text(blocks, content.stringValue());
            return;
        }
        for (JsonNode part : content) {
            switch (part.path("type").asString("text")) {
                case "text", "refusal" -> text(blocks, part.path("text").asString(part.path("refusal").asString("")));
                case "image_url" -> image(blocks, part.path("image_url").path("url").asString(""));
                default -> throw new AttemptFailedException(Blame.UNSUITABLE,
                        "does not take content of the type " + part.path("type").asString(""));
            }
        }
    }

    private static void text(ArrayNode blocks, String text) {
        if (!text.isBlank()) {
            blocks.addObject().put("type", "text").put("text", text);
        }
    }

    private static void image(ArrayNode blocks, String url) {
        ObjectNode source = blocks.addObject().put("type", "image").putObject("source");
        int data = url.indexOf(";base64,");
        if (url.startsWith("data:") && data > 0) {
            source.put("type", "base64").put("media_type", url.substring("data:".length(), data))
                    .put("data", url.substring(data + ";base64,".length()));
        } else {
            source.put("type", "url").put("url", url);
        }
    }
}
