package dev.mimo.models.language;

import dev.mimo.json.Json;
import dev.mimo.resilience.AttemptFailedException;
import dev.mimo.resilience.AttemptFailedException.Blame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Ollama's chat.
final class OllamaWire implements ProviderWire {
    /// What OpenAI calls it, and what Ollama does.
    private static final Map<String, String> OPTIONS = Map.of("temperature", "temperature", "top_p", "top_p",
            "seed", "seed", "max_tokens", "num_predict", "max_completion_tokens", "num_predict", "presence_penalty",
            "presence_penalty", "frequency_penalty", "frequency_penalty");

    @Override
    public String address(String base) {
        return base + "/api/chat";
    }

    @Override
    public Map<String, String> headers(String key) {
        return key.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + key);
    }

    @Override
    public ObjectNode request(ObjectNode chat, String model, boolean stream) throws AttemptFailedException {
        ObjectNode request = Json.object().put("model", model).put("stream", stream);
        ArrayNode messages = request.putArray("messages");
        Map<String, String> toolNames = new HashMap<>();
        for (JsonNode message : chat.path("messages")) {
            messages.add(message(message, toolNames));
        }
        // it does not know that a model must not call: what it is not told of it cannot call
        if (chat.path("tools").isArray() && !chat.path("tool_choice").asString("").equals("none")) {
            request.set("tools", chat.path("tools"));
        }
        ObjectNode options = Json.object();
        OPTIONS.forEach((theirs, own) -> {
            if (chat.path(theirs).isNumber()) {
                options.set(own, chat.path(theirs));
            }
        });
        JsonNode stop = chat.path("stop");
        if (stop.isString()) {
            options.putArray("stop").add(stop);
        } else if (stop.isArray()) {
            options.set("stop", stop);
        }
        if (!options.isEmpty()) {
            request.set("options", options);
        }
        JsonNode format = chat.path("response_format");
        if (format.path("type").asString("").equals("json_object")) {
            request.put("format", "json");
        } else if (format.path("json_schema").path("schema").isObject()) {
            request.set("format", format.path("json_schema").path("schema"));
        }
        return request;
    }

    private static ObjectNode message(JsonNode said, Map<String, String> toolNames) throws AttemptFailedException {
        String role = said.path("role").asString("user");
        ObjectNode message = Json.object().put("role", role.equals("developer") ? "system" : role)
                .put("content", ChatJson.text(said.path("content")));
        ArrayNode images = Json.array();
        for (JsonNode part : said.path("content").isArray() ? said.path("content") : Json.array()) {
            String type = part.path("type").asString("text");
            String url = part.path("image_url").path("url").asString("");
            int data = url.indexOf(";base64,");
            if (type.equals("image_url") && data > 0) {
                images.add(url.substring(data + ";base64,".length()));
            } else if (!type.equals("text")) {
                throw new AttemptFailedException(Blame.UNSUITABLE, "takes texts and images in base64, and no " + type);
            }
        }
        if (!images.isEmpty()) {
            message.set("images", images);
        }
        for (JsonNode call : said.path("tool_calls")) {
            JsonNode function = call.path("function");
            String name = function.path("name").asString("");
            toolNames.put(call.path("id").asString(""), name);
            ArrayNode calls = message.path("tool_calls") instanceof ArrayNode known
                    ? known
                    : message.putArray("tool_calls");
            calls.addObject().putObject("function").put("name", name)
                    .set("arguments", ChatJson.arguments(function.path("arguments").asString("")));
        }
        if (role.equals("tool")) {
            message.put("tool_name", toolNames.getOrDefault(said.path("tool_call_id").asString(""), ""));
        }
        return message;
    }

    @Override
    public ObjectNode answer(ObjectNode raw) throws AttemptFailedException {
        if (!raw.path("message").isObject()) {
            throw new AttemptFailedException(Blame.LASTING, "answered without a message");
        }
        JsonNode said = raw.path("message");
        ArrayNode calls = calls(said, 0);
        String text = said.path("content").asString("");
        ObjectNode message = ChatJson.assistant(text.isEmpty() && !calls.isEmpty() ? null : text);
        if (!calls.isEmpty()) {
            calls.forEach(call -> ((ObjectNode) call).remove("index"));
            message.set("tool_calls", calls);
        }
        ObjectNode answer = ChatJson.completion(ChatJson.newId("chatcmpl-"), raw.path("model").asString(""), message,
                finish(raw, !calls.isEmpty()));
        answer.set("usage", usage(raw));
        return answer;
    }

    private static ArrayNode calls(JsonNode message, int from) {
        ArrayNode calls = Json.array();
        for (JsonNode call : message.path("tool_calls")) {
            ObjectNode one = ChatJson.toolCall(ChatJson.newId("call_"),
                    call.path("function").path("name").asString(""),
                    Json.text(call.path("function").path("arguments")));
            calls.add(one.put("index", from + calls.size()));
        }
        return calls;
    }

    private static String finish(JsonNode raw, boolean withCalls) {
        if (withCalls) {
            return "tool_calls";
        }
        return raw.path("done_reason").asString("").equals("length") ? "length" : "stop";
    }

    private static ObjectNode usage(JsonNode raw) {
        return ChatJson.usage(raw.path("prompt_eval_count").asLong(0), raw.path("eval_count").asLong(0));
    }

    @Override
    public boolean hasEvents() {
        return false;
    }

    @Override
    public StreamTranslator translator() {
        return new Lines();
    }

    private static final class Lines implements StreamTranslator {
        private final String id = ChatJson.newId("chatcmpl-");
        private int calls;
        private boolean complete;

        @Override
        public List<ObjectNode> chunks(ObjectNode part) throws AttemptFailedException {
            if (part.path("error").isString()) {
                throw new AttemptFailedException(Blame.PASSING, "broke off: " + part.path("error").stringValue());
            }
            JsonNode message = part.path("message");
            ObjectNode delta = Json.object().put("role", "assistant")
                    .put("content", message.path("content").asString(""));
            if (!message.path("thinking").asString("").isEmpty()) {
                delta.set("reasoning_content", message.path("thinking"));
            }
            ArrayNode more = calls(message, calls);
            if (!more.isEmpty()) {
                calls += more.size();
                delta.set("tool_calls", more);
            }
            complete = part.path("done").asBoolean(false);
            ObjectNode chunk = ChatJson.chunk(id, part.path("model").asString(""), delta,
                    complete ? finish(part, calls > 0) : null);
            if (complete) {
                chunk.set("usage", usage(part));
            }
            return List.of(chunk);
        }

        @Override
        public boolean isComplete() {
            return complete;
        }
    }
}
