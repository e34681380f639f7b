package dev.mimo.models.language;

import dev.mimo.json.Json;
import dev.mimo.resilience.AttemptFailedException;
import dev.mimo.resilience.AttemptFailedException.Blame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's messages.
final class AnthropicWire implements ProviderWire {
    private static final String VERSION = "2023-06-01";
    /// Anthropic wants a bound; OpenAI's clients mostly state none.
    private static final int TOKENS_MAX = 8192;

    @Override
    public String address(String base) {
        return base.endsWith("/v1") ? base + "/messages" : base + "/v1/messages";
    }

    @Override
    public Map<String, String> headers(String key) {
        return key.isEmpty()
                ? Map.of("anthropic-version", VERSION)
                : Map.of("anthropic-version", VERSION, "x-api-key", key);
    }

    @Override
    public ObjectNode request(ObjectNode chat, String model, boolean stream) throws AttemptFailedException {
        ObjectNode request = Json.object().put("model", model);
        JsonNode bound = chat.path(chat.path("max_completion_tokens").isNumber()
                ? "max_completion_tokens"
                : "max_tokens");
        request.put("max_tokens", bound.asInt(TOKENS_MAX));
        new AnthropicMessages(request).add(chat.path("messages"));
        if (chat.path("temperature").isNumber()) {
            request.put("temperature", Math.min(1, chat.path("temperature").doubleValue()));
        }
        if (chat.path("top_p").isNumber()) {
            request.set("top_p", chat.path("top_p"));
        }
        JsonNode stop = chat.path("stop");
        if (stop.isString()) {
            request.putArray("stop_sequences").add(stop);
        } else if (stop.isArray()) {
            request.set("stop_sequences", stop);
        }
        tools(chat, request);
        if (stream) {
            request.put("stream", true);
        }
        return request;
    }

    private static void tools(ObjectNode chat, ObjectNode request) {
        ArrayNode tools = ChatJson.array(chat, "tools");
        if (tools.isEmpty()) {
            return;
        }
        ArrayNode list = request.putArray("tools");
        for (JsonNode tool : tools) {
            JsonNode function = tool.path("function");
            ObjectNode one = list.addObject().put("name", function.path("name").asString(""));
            if (function.path("description").isString()) {
                one.set("description", function.path("description"));
            }
            one.set("input_schema", function.path("parameters") instanceof ObjectNode schema
                    ? schema
                    : Json.object().put("type", "object"));
        }
        ObjectNode choice = choice(chat.path("tool_choice"));
        if (choice == null && chat.path("parallel_tool_calls").isBoolean()) {
            choice = Json.object().put("type", "auto");
        }
        if (choice != null) {
            if (!chat.path("parallel_tool_calls").asBoolean(true) && !choice.path("type").asString("").equals("none")) {
                choice.put("disable_parallel_tool_use", true);
            }
            request.set("tool_choice", choice);
        }
    }

    private static @Nullable ObjectNode choice(JsonNode said) {
        if (said.isObject()) {
            return Json.object().put("type", "tool").put("name",
                    said.path("function").path("name").asString(""));
        }
        return switch (said.asString("")) {
            case "none" -> Json.object().put("type", "none");
            case "required" -> Json.object().put("type", "any");
            case "auto" -> Json.object().put("type", "auto");
            default -> null;
        };
    }

    @Override
    public ObjectNode answer(ObjectNode raw) throws AttemptFailedException {
        if (!raw.path("content").isArray()) {
            throw new AttemptFailedException(Blame.LASTING, "answered without content");
        }
        StringBuilder text = new StringBuilder();
        ArrayNode calls = Json.array();
        for (JsonNode block : raw.path("content")) {
            switch (block.path("type").asString("")) {
                case "text" -> text.append(block.path("text").asString(""));
                case "tool_use" -> calls.add(ChatJson.toolCall(block.path("id").asString(""),
                        block.path("name").asString(""), Json.text(block.path("input"))));
                default -> {
                    // thinking, and what is not known here
                }
            }
        }
        ObjectNode message = ChatJson.assistant(text.isEmpty() && !calls.isEmpty() ? null : text.toString());
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        ObjectNode answer = ChatJson.completion(raw.path("id").asString(ChatJson.newId("chatcmpl-")),
                raw.path("model").asString(""), message, finish(raw.path("stop_reason").asString("")));
        answer.set("usage", ChatJson.usage(inputTokens(raw.path("usage")),
                raw.path("usage").path("output_tokens").asLong(0)));
        return answer;
    }

    private static long inputTokens(JsonNode usage) {
        return usage.path("input_tokens").asLong(0) + usage.path("cache_read_input_tokens").asLong(0)
                + usage.path("cache_creation_input_tokens").asLong(0);
    }

    private static String finish(String reason) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }

    @Override
    public boolean hasEvents() {
        return true;
    }

    @Override
    public StreamTranslator translator() {
        return new Blocks();
    }

    /// Content blocks that grow become deltas of one message.
    private static final class Blocks implements StreamTranslator {
        private String id = ChatJson.newId("chatcmpl-");
        private String model = "";
        private long inputTokens;
        private boolean complete;
        /// The place among the tool calls of each block that is one.
        private final Map<Integer, Integer> calls = new HashMap<>();

        @Override
        public List<ObjectNode> chunks(ObjectNode part) throws AttemptFailedException {
            return switch (part.path("type").asString("")) {
                case "message_start" -> begun(part.path("message"));
                case "content_block_start" -> blockBegun(part.path("index").asInt(0), part.path("content_block"));
                case "content_block_delta" -> grown(part.path("index").asInt(0), part.path("delta"));
                case "message_delta" -> ended(part);
                case "error" -> throw new AttemptFailedException(Blame.PASSING,
                        "broke off: " + part.path("error").path("message").asString("an error"));
                default -> List.of();
            };
        }

        private List<ObjectNode> begun(JsonNode message) {
            id = message.path("id").asString(id);
            model = message.path("model").asString("");
            inputTokens = inputTokens(message.path("usage"));
            return List.of(ChatJson.chunk(id, model, Json.object().put("role", "assistant").put("content", ""), null));
        }

        private List<ObjectNode> blockBegun(int index, JsonNode block) {
            String type = block.path("type").asString("");
            if (type.equals("text")) {
                return text(block.path("text").asString(""));
            }
            if (!type.equals("tool_use")) {
                return List.of();
            }
            int place = calls.size();
            calls.put(index, place);
            ObjectNode delta = Json.object();
            ObjectNode call = delta.putArray("tool_calls").addObject().put("index", place);
            call.setAll(ChatJson.toolCall(block.path("id").asString(""), block.path("name").asString(""), ""));
            return List.of(ChatJson.chunk(id, model, delta, null));
        }

        private List<ObjectNode> grown(int index, JsonNode delta) {
            return switch (delta.path("type").asString("")) {
                case "text_delta" -> text(delta.path("text").asString(""));
                case "thinking_delta" -> List.of(ChatJson.chunk(id, model,
                        Json.object().put("reasoning_content", delta.path("thinking").asString("")), null));
                case "input_json_delta" -> {
                    ObjectNode more = Json.object();
                    more.putArray("tool_calls").addObject().put("index", calls.getOrDefault(index, 0))
                            .putObject("function").put("arguments", delta.path("partial_json").asString(""));
                    yield List.of(ChatJson.chunk(id, model, more, null));
                }
                default -> List.of();
            };
        }

        private List<ObjectNode> text(String text) {
            return text.isEmpty()
                    ? List.of()
                    : List.of(ChatJson.chunk(id, model, Json.object().put("content", text), null));
        }

        private List<ObjectNode> ended(ObjectNode part) {
            JsonNode reason = part.path("delta").path("stop_reason");
            if (!reason.isString()) {
                return List.of();
            }
            complete = true;
            List<ObjectNode> last = new ArrayList<>();
            ObjectNode chunk = ChatJson.chunk(id, model, Json.object(), finish(reason.stringValue()));
            chunk.set("usage",
                    ChatJson.usage(inputTokens, part.path("usage").path("output_tokens").asLong(0)));
            last.add(chunk);
            return last;
        }

        @Override
        public boolean isComplete() {
            return complete;
        }
    }
}
