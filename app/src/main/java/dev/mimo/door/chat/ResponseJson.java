package dev.mimo.door.chat;

import dev.mimo.json.Json;
import dev.mimo.models.language.ChatJson;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The parts of an answer of OpenAI's responses.
final class ResponseJson {
    /// What an answer says of its request.
    private static final List<String> REPEATED = List.of("instructions", "max_output_tokens", "metadata",
            "parallel_tool_calls", "temperature", "text", "tool_choice", "tools", "top_p", "user");

    private ResponseJson() {}

    /// An answer that is under way, without output.
    static ObjectNode begun(ObjectNode request, String model) {
        ObjectNode response = Json.object().put("id", ChatJson.newId("resp_")).put("object", "response")
                .put("created_at", Instant.now().getEpochSecond()).put("status", "in_progress").put("model", model);
        response.putNull("error").putNull("incomplete_details").putNull("previous_response_id").put("store", false);
        response.putNull("instructions").putNull("max_output_tokens").putNull("temperature").putNull("top_p")
                .put("parallel_tool_calls", true).put("tool_choice", "auto").putNull("usage");
        response.putObject("metadata");
        response.putArray("tools");
        for (String field : REPEATED) {
            if (request.has(field)) {
                response.set(field, request.path(field));
            }
        }
        response.putArray("output");
        return response;
    }

    /// The same, ended.
    ///
    /// @param output items
    /// @param finish of the inner form
    static ObjectNode ended(ObjectNode begun, ArrayNode output, String finish, JsonNode usage, JsonNode note) {
        ObjectNode response = begun.deepCopy();
        boolean cut = finish.equals("length") || finish.equals("content_filter");
        response.put("status", cut ? "incomplete" : "completed");
        if (cut) {
            response.putObject("incomplete_details").put("reason",
                    finish.equals("length") ? "max_output_tokens" : "content_filter");
        }
        response.set("output", output);
        response.set("usage", usage(usage));
        response.set("mimo", note);
        return response;
    }

    private static ObjectNode usage(JsonNode said) {
        ObjectNode usage = Json.object().put("input_tokens", said.path("prompt_tokens").asLong(0));
        usage.putObject("input_tokens_details").put("cached_tokens",
                said.path("prompt_tokens_details").path("cached_tokens").asLong(0));
        usage.put("output_tokens", said.path("completion_tokens").asLong(0));
        usage.putObject("output_tokens_details").put("reasoning_tokens",
                said.path("completion_tokens_details").path("reasoning_tokens").asLong(0));
        return usage.put("total_tokens", said.path("total_tokens").asLong(0));
    }

    /// @param status `in_progress` or `completed`
    static ObjectNode message(String id, String status) {
        ObjectNode message = Json.object().put("id", id).put("type", "message").put("status", status)
                .put("role", "assistant");
        message.putArray("content");
        return message;
    }

    static ObjectNode outputText(String text) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        return part;
    }

    static ObjectNode functionCall(String id, String callId, String name, String arguments, String status) {
        return Json.object().put("id", id).put("type", "function_call").put("status", status)
                .put("call_id", callId).put("name", name).put("arguments", arguments);
    }
}
