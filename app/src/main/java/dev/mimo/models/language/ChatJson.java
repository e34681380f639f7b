package dev.mimo.models.language;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The inner form, made and read: OpenAI's `chat.completion` and `chat.completion.chunk`.
public final class ChatJson {
    private static final JsonLimits ARGUMENTS = JsonLimits.ofDepth(500);

    private ChatJson() {}

    /// An id as OpenAI's look.
    public static String newId(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
    }

    /// An answer without usage.
    public static ObjectNode completion(String id, String model, ObjectNode message, String finish) {
        ObjectNode answer = Json.object().put("id", id).put("object", "chat.completion")
                .put("created", Instant.now().getEpochSecond()).put("model", model);
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.set("message", message);
        choice.put("finish_reason", finish);
        return answer;
    }

    /// @param content null for a message of tool calls alone
    public static ObjectNode assistant(@Nullable String content) {
        return Json.object().put("role", "assistant").put("content", content);
    }

    /// @param finish null unless it is the last of a choice
    public static ObjectNode chunk(String id, String model, ObjectNode delta, @Nullable String finish) {
        ObjectNode chunk = Json.object().put("id", id).put("object", "chat.completion.chunk")
                .put("created", Instant.now().getEpochSecond()).put("model", model);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        return chunk;
    }

    public static ObjectNode usage(long prompt, long completion) {
        return Json.object().put("prompt_tokens", prompt).put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
    }

    public static ObjectNode toolCall(String id, String name, String arguments) {
        ObjectNode call = Json.object().put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
    }

    /// Whether a chunk holds anything of an answer, besides who speaks.
    public static boolean isSubstantial(ObjectNode chunk) {
        return chunk.path("choices").valueStream().anyMatch(choice -> choice.path("finish_reason").isString()
                || choice.path("delta").properties().stream().anyMatch(ChatJson::saysSomething));
    }

    private static boolean saysSomething(java.util.Map.Entry<String, JsonNode> part) {
        JsonNode value = part.getValue();
        boolean empty = value.isNull() || (value.isString() && value.stringValue().isEmpty())
                || (value.isContainer() && value.isEmpty());
        return !part.getKey().equals("role") && !empty;
    }

    /// Whether the chunk ends a choice, or stands behind all of them.
    public static boolean isClosing(ObjectNode chunk) {
        JsonNode choices = chunk.path("choices");
        return choices.isEmpty()
                || choices.valueStream().anyMatch(choice -> choice.path("finish_reason").isString());
    }

    /// The text of a message's content, which may be a text or parts.
    public static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        return content.valueStream().filter(part -> part.path("text").isString())
                .map(part -> part.path("text").stringValue()).collect(Collectors.joining("\n"));
    }

    /// The arguments of a tool call as an object; empty for what is none.
    public static ObjectNode arguments(String written) {
        try {
            return written.isBlank() ? Json.object() : Json.parseObject(written, ARGUMENTS);
        } catch (MalformedJsonException _) {
            return Json.object();
        }
    }

    /// The array under a name, or an empty one.
    static ArrayNode array(JsonNode of, String name) {
        return of.path(name) instanceof ArrayNode found ? found : Json.array();
    }
}
