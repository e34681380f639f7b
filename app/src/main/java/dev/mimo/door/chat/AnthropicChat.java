package dev.mimo.door.chat;

import dev.mimo.json.Json;
import dev.mimo.models.language.ChatJson;
import dev.mimo.refusal.Refusal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A request of Anthropic's messages, put into the inner form.
final class AnthropicChat {
    private static final List<String> SAME = List.of("model", "max_tokens", "temperature", "top_p", "stream");

    private final ObjectNode request;
    private final ObjectNode chat = Json.object();

    private AnthropicChat(ObjectNode request) {
        this.request = request;
    }

    /// Refuses what cannot be put so.
    static ObjectNode of(ObjectNode request) {
        return new AnthropicChat(request).put();
    }

    private ObjectNode put() {
        for (String field : SAME) {
            if (request.has(field)) {
                chat.set(field, request.path(field));
            }
        }
        if (request.path("stop_sequences").isArray()) {
            chat.set("stop", request.path("stop_sequences"));
        }
        ArrayNode messages = chat.putArray("messages");
        String system = ChatJson.text(request.path("system"));
        if (!system.isBlank()) {
            messages.addObject().put("role", "system").put("content", system);
        }
        JsonNode said = request.path("messages");
        for (int i = 0; i < said.size(); i++) {
            boolean assistant = said.path(i).path("role").asString("").equals("assistant");
            JsonNode content = said.path(i).path("content");
            if (assistant) {
                messages.add(assistant(content, i));
            } else if (content.isString()) {
                messages.addObject().put("role", "user").set("content", content);
            } else {
                user(messages, content, i);
            }
        }
        tools();
        if (request.path("stream").asBoolean(false)) {
            chat.putObject("stream_options").put("include_usage", true);
        }
        return chat;
    }

    private static ObjectNode assistant(JsonNode content, int index) {
        if (content.isString()) {
            return ChatJson.assistant(content.stringValue());
        }
        StringBuilder text = new StringBuilder();
        ArrayNode calls = Json.array();
        for (JsonNode block : content) {
            switch (block.path("type").asString("")) {
                case "text" -> text.append(block.path("text").asString(""));
                case "tool_use" -> calls.add(ChatJson.toolCall(block.path("id").asString(""),
                        block.path("name").asString(""), Json.text(block.path("input"))));
                // meant for the model that thought so
                case "thinking", "redacted_thinking" -> {
                }
                default -> throw unknown(block, index);
            }
        }
        ObjectNode message = ChatJson.assistant(text.isEmpty() && !calls.isEmpty() ? null : text.toString());
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return message;
    }

    private static void user(ArrayNode messages, JsonNode content, int index) {
        ArrayNode parts = Json.array();
        for (JsonNode block : content) {
            switch (block.path("type").asString("")) {
                case "text" -> parts.addObject().put("type", "text").set("text", block.path("text"));
                case "image" -> parts.addObject().put("type", "image_url").putObject("image_url")
                        .put("url", url(block.path("source")));
                case "document" -> parts.addObject().put("type", "text").put("text", document(block, index));
                case "tool_result" -> messages.addObject().put("role", "tool")
                        .put("tool_call_id", block.path("tool_use_id").asString(""))
                        .put("content", ChatJson.text(block.path("content")));
                default -> throw unknown(block, index);
            }
        }
        if (!parts.isEmpty()) {
            ObjectNode message = messages.addObject().put("role", "user");
            boolean plain = parts.size() == 1 && parts.path(0).path("text").isString();
            message.set("content", plain ? parts.path(0).path("text") : parts);
        }
    }

    private static String url(JsonNode source) {
        return source.path("type").asString("").equals("base64")
                ? "data:" + source.path("media_type").asString("") + ";base64," + source.path("data").asString("")
                : source.path("url").asString("");
    }

    private static String document(JsonNode block, int index) {
        if (!block.path("source").path("type").asString("").equals("text")) {
            throw unknown(block, index);
        }
        return block.path("source").path("data").asString("");
    }

    private static RuntimeException unknown(JsonNode block, int index) {
        return Refusal.invalid("messages[" + index + "].content", "has a block of the type '"
                + Refusal.quotable(block.path("type").asString("")) + "' that cannot be passed on",
                "Send text, images, documents as text, tool_use and tool_result.");
    }

    private void tools() {
        for (JsonNode tool : request.path("tools")) {
            if (!tool.path("input_schema").isObject()) {
                throw Refusal.invalid("tools", "has '" + Refusal.quotable(tool.path("name").asString(""))
                        + "', which its provider would run", "Send tools with an input_schema, which you run.");
            }
            ArrayNode tools = chat.path("tools") instanceof ArrayNode known ? known : chat.putArray("tools");
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.path("name").asString(""));
            if (tool.path("description").isString()) {
                function.set("description", tool.path("description"));
            }
            function.set("parameters", tool.path("input_schema"));
        }
        JsonNode choice = request.path("tool_choice");
        switch (choice.path("type").asString("")) {
            case "auto" -> chat.put("tool_choice", "auto");
            case "any" -> chat.put("tool_choice", "required");
            case "none" -> chat.put("tool_choice", "none");
            case "tool" -> chat.putObject("tool_choice").put("type", "function").putObject("function")
                    .put("name", choice.path("name").asString(""));
            default -> {
            }
        }
        if (choice.path("disable_parallel_tool_use").asBoolean(false)) {
            chat.put("parallel_tool_calls", false);
        }
    }
}
