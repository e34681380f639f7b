package dev.mimo.door.chat;

import dev.mimo.json.Json;
import dev.mimo.models.language.ChatJson;
import dev.mimo.refusal.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A request of OpenAI's responses, put into the inner form.
final class ResponsesChat {
    /// What has the same name in both.
    private static final List<String> SAME = List.of("model", "temperature", "top_p", "stream", "parallel_tool_calls",
            "user", "service_tier", "safety_identifier", "prompt_cache_key", "metadata");
    private static final Map<String, String> ROLES =
            Map.of("user", "user", "assistant", "assistant", "system", "system", "developer", "developer");

    private final ObjectNode request;
    private final ObjectNode chat = Json.object();
    private final ArrayNode messages = chat.putArray("messages");
    private @Nullable ObjectNode lastAssistant;

    private ResponsesChat(ObjectNode request) {
        this.request = request;
    }

    /// Refuses what cannot be put so.
    static ObjectNode of(ObjectNode request) {
        return new ResponsesChat(request).put();
    }

    private ObjectNode put() {
        JsonNode earlier = request.path("previous_response_id");
        if (earlier.isString() || request.path("conversation").isString() || request.path("conversation").isObject()) {
            throw Refusal.invalid(earlier.isString() ? "previous_response_id" : "conversation",
                    "names what Mimo does not keep", "Send the whole conversation in 'input'.");
        }
        for (String field : SAME) {
            if (request.has(field)) {
                chat.set(field, request.path(field));
            }
        }
        if (request.path("max_output_tokens").isNumber()) {
            chat.set("max_completion_tokens", request.path("max_output_tokens"));
        }
        if (request.path("reasoning").path("effort").isString()) {
            chat.set("reasoning_effort", request.path("reasoning").path("effort"));
        }
        format(request.path("text").path("format"));
        if (request.path("instructions").isString()) {
            messages.addObject().put("role", "system").set("content", request.path("instructions"));
        }
        if (request.path("input").isString()) {
            messages.addObject().put("role", "user").set("content", request.path("input"));
        }
        for (int i = 0; request.path("input").isArray() && i < request.path("input").size(); i++) {
            item(request.path("input").path(i), "input[" + i + "]");
        }
        tools();
        if (request.path("stream").asBoolean(false)) {
            chat.putObject("stream_options").put("include_usage", true);
        }
        return chat;
    }

    private void format(JsonNode format) {
        String type = format.path("type").asString("text");
        if (type.equals("json_object")) {
            chat.putObject("response_format").put("type", type);
        } else if (type.equals("json_schema") && format instanceof ObjectNode schema) {
            ObjectNode inner = schema.deepCopy();
            inner.remove("type");
            chat.putObject("response_format").put("type", type).set("json_schema", inner);
        }
    }

    private void item(JsonNode item, String where) {
        switch (item.path("type").asString("message")) {
            case "message" -> {
                String role = ROLES.get(item.path("role").asString(""));
                if (role == null) {
                    throw Refusal.invalid(where + ".role", "must be one of user, assistant, system, developer",
                            "Give each message one of these roles.");
                }
                ObjectNode message = messages.addObject().put("role", role);
                message.set("content", content(item.path("content"), role.equals("assistant"), where));
                lastAssistant = role.equals("assistant") ? message : null;
            }
            case "function_call" -> {
                ObjectNode message = lastAssistant;
                if (message == null) {
                    message = ChatJson.assistant(null);
                    messages.add(message);
                    lastAssistant = message;
                }
                ChatText.array(message, "tool_calls").add(ChatJson.toolCall(item.path("call_id").asString(""),
                        item.path("name").asString(""), item.path("arguments").asString("")));
            }
            case "function_call_output" -> {
                lastAssistant = null;
                messages.addObject().put("role", "tool").put("tool_call_id", item.path("call_id").asString(""))
                        .put("content", ChatJson.text(item.path("output")));
            }
            // meant for the model that thought so
            case "reasoning" -> {
            }
            default -> throw Refusal.invalid(where, "is of the type '"
                    + Refusal.quotable(item.path("type").asString("")) + "', which cannot be passed on",
                    "Send messages, function calls and their outputs.");
        }
    }

    private static JsonNode content(JsonNode content, boolean assistant, String where) {
        if (content.isString()) {
            return content;
        }
        if (assistant) {
            return Json.array().add(ChatJson.text(content)).path(0);
        }
        ArrayNode parts = Json.array();
        for (JsonNode part : content) {
            String type = part.path("type").asString("");
            if (part.path("text").isString()) {
                parts.addObject().put("type", "text").set("text", part.path("text"));
            } else if (type.equals("input_image") && part.path("image_url").isString()) {
                ObjectNode image = parts.addObject().put("type", "image_url").putObject("image_url");
                image.set("url", part.path("image_url"));
                if (part.path("detail").isString()) {
                    image.set("detail", part.path("detail"));
                }
            } else {
                throw Refusal.invalid(where + ".content", "has a part of the type '" + Refusal.quotable(type)
                        + "' that cannot be passed on", "Send texts, and images by their address or as data.");
            }
        }
        boolean plain = parts.size() == 1 && parts.path(0).path("text").isString();
        return plain ? parts.path(0).path("text") : parts;
    }

    private void tools() {
        for (JsonNode tool : request.path("tools")) {
            if (!tool.path("type").asString("").equals("function")) {
                throw Refusal.invalid("tools", "has one of the type '"
                        + Refusal.quotable(tool.path("type").asString("")) + "', which its provider would run",
                        "Send functions, which you run.");
            }
            ObjectNode function = Json.object();
            for (String field : List.of("name", "description", "parameters", "strict")) {
                if (tool.has(field) && !tool.path(field).isNull()) {
                    function.set(field, tool.path(field));
                }
            }
            ChatText.array(chat, "tools").addObject().put("type", "function").set("function", function);
        }
        JsonNode choice = request.path("tool_choice");
        if (choice.isString()) {
            chat.set("tool_choice", choice);
        } else if (choice.path("type").asString("").equals("function")) {
            chat.putObject("tool_choice").put("type", "function").putObject("function")
                    .put("name", choice.path("name").asString(""));
        }
    }
}
