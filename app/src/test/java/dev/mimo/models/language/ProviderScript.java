package dev.mimo.models.language;

import dev.mimo.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a sound provider sends, part by part: words, or a call of the first tool where it is offered one and the user
/// spoke last.
record ProviderScript(String mediaType, List<String> parts) {
    static final String ARGUMENTS = "{\"city\":\"Oslo\"}";
    private static final String SSE = "text/event-stream";

    static ProviderScript of(String path, ObjectNode body, List<String> words) {
        boolean stream = body.path("stream").asBoolean(path.endsWith("/api/chat"));
        String tool = tool(body);
        if (path.endsWith("/api/chat")) {
            return ollama(words, tool, stream);
        }
        if (path.endsWith("/messages")) {
            return anthropic(words, tool, stream);
        }
        return openAi(words, tool, stream, body);
    }

    /// Empty for none.
    private static String tool(ObjectNode body) {
        JsonNode messages = body.path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        boolean result = last.path("content").path(0).path("type").asString("").equals("tool_result");
        JsonNode first = body.path("tools").path(0);
        return last.path("role").asString("").equals("user") && !result
                ? first.path("function").path("name").asString(first.path("name").asString(""))
                : "";
    }

    private static ProviderScript openAi(List<String> words, String tool, boolean stream, ObjectNode body) {
        String model = body.path("model").asString("");
        if (!stream) {
            ObjectNode message = ChatJson.assistant(tool.isEmpty() ? String.join("", words) : null);
            if (!tool.isEmpty()) {
                message.putArray("tool_calls").add(ChatJson.toolCall("call_1", tool, ARGUMENTS));
            }
            ObjectNode answer =
                    ChatJson.completion("chatcmpl-1", model, message, tool.isEmpty() ? "stop" : "tool_calls");
            answer.set("usage", ChatJson.usage(10, 5));
            answer.put("system_fingerprint", "fp_1");
            return halves("application/json", Json.text(answer));
        }
        List<ObjectNode> chunks = new ArrayList<>();
        chunks.add(ChatJson.chunk("chatcmpl-1", model, Json.object().put("role", "assistant").put("content", ""),
                null));
        if (tool.isEmpty()) {
            words.forEach(word -> chunks.add(ChatJson.chunk("chatcmpl-1", model, Json.object().put("content", word)
                    .put("reasoning_content", "hm"), null)));
        } else {
            ObjectNode begun = Json.object();
            begun.putArray("tool_calls").addObject().put("index", 0)
                    .setAll(ChatJson.toolCall("call_1", tool, ""));
            chunks.add(ChatJson.chunk("chatcmpl-1", model, begun, null));
            ObjectNode more = Json.object();
            more.putArray("tool_calls").addObject().put("index", 0).putObject("function").put("arguments", ARGUMENTS);
            chunks.add(ChatJson.chunk("chatcmpl-1", model, more, null));
        }
        chunks.add(ChatJson.chunk("chatcmpl-1", model, Json.object(), tool.isEmpty() ? "stop" : "tool_calls"));
        if (body.path("stream_options").path("include_usage").asBoolean(false)) {
            ObjectNode usage = ChatJson.chunk("chatcmpl-1", model, Json.object(), null);
            usage.putArray("choices");
            usage.set("usage", ChatJson.usage(10, 5));
            chunks.add(usage);
        }
        List<String> parts = new ArrayList<>(chunks.stream().map(chunk -> "data: " + Json.text(chunk) + "\n\n")
                .toList());
        parts.add(1, ": still here\n\n");
        parts.add("data: [DONE]\n\n");
        return new ProviderScript(SSE, parts);
    }

    private static ProviderScript anthropic(List<String> words, String tool, boolean stream) {
        String stop = tool.isEmpty() ? "end_turn" : "tool_use";
        ObjectNode message = Json.object().put("id", "msg_1").put("type", "message").put("role", "assistant")
                .put("model", "claude-test").put("stop_reason", stream ? null : stop);
        message.putObject("usage").put("input_tokens", 10).put("output_tokens", stream ? 1 : 5);
        ArrayNode content = message.putArray("content");
        ObjectNode block = tool.isEmpty()
                ? Json.object().put("type", "text").put("text", stream ? "" : String.join("", words))
                : Json.object().put("type", "tool_use").put("id", "toolu_1").put("name", tool);
        if (!tool.isEmpty()) {
            ObjectNode input = block.putObject("input");
            if (!stream) {
                input.put("city", "Oslo");
            }
        }
        if (!stream) {
            content.add(block);
            return halves("application/json", Json.text(message));
        }
        List<String> parts = new ArrayList<>();
        ObjectNode begun = Json.object().put("type", "message_start");
        begun.set("message", message);
        parts.add(event(begun));
        parts.add(event(Json.object().put("type", "ping")));
        ObjectNode blockBegun = Json.object().put("type", "content_block_start").put("index", 0);
        blockBegun.set("content_block", block);
        parts.add(event(blockBegun));
        for (String word : tool.isEmpty() ? words : List.of("{\"city\":", "\"Oslo\"}")) {
            ObjectNode more = Json.object().put("type", "content_block_delta").put("index", 0);
            more.putObject("delta").put("type", tool.isEmpty() ? "text_delta" : "input_json_delta")
                    .put(tool.isEmpty() ? "text" : "partial_json", word);
            parts.add(event(more));
        }
        parts.add(event(Json.object().put("type", "content_block_stop").put("index", 0)));
        ObjectNode last = Json.object().put("type", "message_delta");
        last.putObject("delta").put("stop_reason", stop);
        last.putObject("usage").put("output_tokens", 5);
        parts.add(event(last));
        parts.add(event(Json.object().put("type", "message_stop")));
        return new ProviderScript(SSE, parts);
    }

    private static String event(ObjectNode data) {
        return "event: " + data.path("type").asString("") + "\ndata: " + Json.text(data) + "\n\n";
    }

    private static ProviderScript ollama(List<String> words, String tool, boolean stream) {
        List<String> parts = new ArrayList<>();
        if (tool.isEmpty()) {
            (stream ? words : List.of(String.join("", words))).forEach(word -> parts.add(line(word, "", !stream)));
        } else {
            parts.add(line("", tool, !stream));
        }
        if (stream) {
            parts.add(line("", "", true));
            return new ProviderScript("application/x-ndjson", parts);
        }
        return halves("application/json", parts.getFirst());
    }

    private static String line(String content, String tool, boolean done) {
        ObjectNode line = Json.object().put("model", "llama-test").put("done", done);
        ObjectNode message = line.putObject("message").put("role", "assistant").put("content", content);
        if (!tool.isEmpty()) {
            message.putArray("tool_calls").addObject().putObject("function").put("name", tool)
                    .putObject("arguments").put("city", "Oslo");
        }
        if (done) {
            line.put("done_reason", "stop").put("prompt_eval_count", 10).put("eval_count", 5);
        }
        return Json.text(line) + "\n";
    }

    private static ProviderScript halves(String mediaType, String text) {
        int half = text.length() / 2;
        return new ProviderScript(mediaType, List.of(text.substring(0, half), text.substring(half)));
    }
}
