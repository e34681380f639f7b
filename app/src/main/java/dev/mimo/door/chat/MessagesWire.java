package dev.mimo.door.chat;

import dev.mimo.door.http.Route.ErrorForm;
import dev.mimo.json.Json;
import dev.mimo.models.language.ChatJson;
import dev.mimo.refusal.Refusal;
import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's messages.
final class MessagesWire implements ChatWire {
    @Override
    public ErrorForm errors() {
        return ChatErrors.ANTHROPIC;
    }

    @Override
    public ObjectNode chat(ObjectNode request) {
        if (!request.path("max_tokens").isNumber()) {
            throw Refusal.invalid("max_tokens", "must be a number", "Say how long the answer may be, in tokens.");
        }
        return AnthropicChat.of(request);
    }

    @Override
    public ObjectNode answer(ObjectNode request, ObjectNode answer) {
        JsonNode choice = answer.path("choices").path(0);
        ObjectNode message = begun(answer.path("model").asString(""));
        ArrayNode content = ChatText.array(message, "content");
        String text = ChatJson.text(choice.path("message").path("content"));
        if (!text.isEmpty()) {
            content.addObject().put("type", "text").put("text", text);
        }
        for (JsonNode call : choice.path("message").path("tool_calls")) {
            content.add(toolUse(call).set("input",
                    ChatJson.arguments(call.path("function").path("arguments").asString(""))));
        }
        message.put("stop_reason", stopReason(choice.path("finish_reason").asString("")));
        message.set("usage", usage(answer.path("usage")));
        return message.set("mimo", answer.path("mimo"));
    }

    private static ObjectNode begun(String model) {
        ObjectNode message = Json.object().put("id", ChatJson.newId("msg_")).put("type", "message")
                .put("role", "assistant").put("model", model);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", usage(Json.object()));
        return message;
    }

    private static ObjectNode toolUse(JsonNode call) {
        return Json.object().put("type", "tool_use").put("id", call.path("id").asString(ChatJson.newId("toolu_")))
                .put("name", call.path("function").path("name").asString(""));
    }

    private static ObjectNode usage(JsonNode usage) {
        return Json.object().put("input_tokens", usage.path("prompt_tokens").asLong(0))
                .put("output_tokens", usage.path("completion_tokens").asLong(0));
    }

    private static String stopReason(String finish) {
        return switch (finish) {
            case "length" -> "max_tokens";
            case "tool_calls", "function_call" -> "tool_use";
            case "content_filter" -> "refusal";
            default -> "end_turn";
        };
    }

    @Override
    public StreamWriter writer(ObjectNode request, EventSender events) {
        return new BlockWriter(events);
    }

    /// Deltas of one message become content blocks, one after another.
    private static final class BlockWriter implements StreamWriter {
        private final EventSender events;
        private boolean begun;
        private int block = -1;
        private boolean open;
        /// The tool call that the open block is; -1 for text.
        private int call = -1;
        private String finish = "";
        private JsonNode usage = Json.object();
        private JsonNode note = Json.object();

        BlockWriter(EventSender events) {
            this.events = events;
        }

        @Override
        public void chunk(ObjectNode chunk) throws IOException {
            if (!begun) {
                begun = true;
                ObjectNode start = Json.object().put("type", "message_start");
                start.set("message", MessagesWire.begun(chunk.path("model").asString("")));
                send(start);
            }
            JsonNode choice = chunk.path("choices").path(0);
            String text = choice.path("delta").path("content").asString("");
            if (!text.isEmpty()) {
                if (!open || call >= 0) {
                    open(-1, Json.object().put("type", "text").put("text", ""));
                }
                delta(Json.object().put("type", "text_delta").put("text", text));
            }
            for (JsonNode each : choice.path("delta").path("tool_calls")) {
                toolCall(each);
            }
            finish = choice.path("finish_reason").asString(finish);
            usage = chunk.path("usage").isObject() ? chunk.path("usage") : usage;
            note = chunk.path("mimo").isObject() ? chunk.path("mimo") : note;
        }

        private void toolCall(JsonNode part) throws IOException {
            int index = part.path("index").asInt(0);
            if (!open || call != index) {
                ObjectNode begins = toolUse(part);
                begins.putObject("input");
                open(index, begins);
            }
            String more = part.path("function").path("arguments").asString("");
            if (!more.isEmpty()) {
                delta(Json.object().put("type", "input_json_delta").put("partial_json", more));
            }
        }

        private void open(int toolCall, ObjectNode begins) throws IOException {
            close();
            open = true;
            call = toolCall;
            block++;
            ObjectNode event = Json.object().put("type", "content_block_start").put("index", block);
            event.set("content_block", begins);
            send(event);
        }

        private void close() throws IOException {
            if (open) {
                open = false;
                send(Json.object().put("type", "content_block_stop").put("index", block));
            }
        }

        private void delta(ObjectNode delta) throws IOException {
            ObjectNode event = Json.object().put("type", "content_block_delta").put("index", block);
            event.set("delta", delta);
            send(event);
        }

        @Override
        public void end() throws IOException {
            close();
            ObjectNode last = Json.object().put("type", "message_delta");
            last.putObject("delta").put("stop_reason", stopReason(finish)).putNull("stop_sequence");
            last.set("usage", MessagesWire.usage(usage));
            send(last);
            ObjectNode stop = Json.object().put("type", "message_stop");
            stop.set("mimo", note);
            send(stop);
        }

        private void send(ObjectNode event) throws IOException {
            events.send(event.path("type").asString(""), Json.text(event));
        }
    }
}
