package dev.mimo.door.chat;

import dev.mimo.door.http.Route.ErrorForm;
import dev.mimo.json.Json;
import dev.mimo.models.language.ChatJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's responses.
final class ResponsesWire implements ChatWire {
    private static final String DONE = "completed";
    private static final String GROWING = "in_progress";

    @Override
    public ErrorForm errors() {
        return ChatErrors.OPENAI;
    }

    @Override
    public ObjectNode chat(ObjectNode request) {
        return ResponsesChat.of(request);
    }

    @Override
    public ObjectNode answer(ObjectNode request, ObjectNode answer) {
        JsonNode choice = answer.path("choices").path(0);
        ArrayNode output = Json.array();
        String text = ChatJson.text(choice.path("message").path("content"));
        if (!text.isEmpty()) {
            ObjectNode message = ResponseJson.message(ChatJson.newId("msg_"), DONE);
            ChatText.array(message, "content").add(ResponseJson.outputText(text));
            output.add(message);
        }
        for (JsonNode call : choice.path("message").path("tool_calls")) {
            output.add(ResponseJson.functionCall(ChatJson.newId("fc_"), call.path("id").asString(""),
                    call.path("function").path("name").asString(""),
                    call.path("function").path("arguments").asString(""), DONE));
        }
        return ResponseJson.ended(ResponseJson.begun(request, answer.path("model").asString("")), output,
                choice.path("finish_reason").asString(""), answer.path("usage"), answer.path("mimo"));
    }

    @Override
    public StreamWriter writer(ObjectNode request, EventSender events) {
        return new ItemWriter(request, events);
    }

    /// Deltas of one message become output items, one after another.
    private static final class ItemWriter implements StreamWriter {
        private final ObjectNode request;
        private final EventSender events;
        private final ArrayNode output = Json.array();
        private @Nullable ObjectNode response;
        private long sequence;
        /// The item that grows; absent for none.
        private @Nullable ObjectNode item;
        private final StringBuilder grown = new StringBuilder();
        /// The tool call that it is; -1 for text.
        private int call = -1;
        private String finish = "";
        private JsonNode usage = Json.object();
        private JsonNode note = Json.object();

        ItemWriter(ObjectNode request, EventSender events) {
            this.request = request;
            this.events = events;
        }

        @Override
        public void chunk(ObjectNode chunk) throws IOException {
            if (response == null) {
                ObjectNode begun = ResponseJson.begun(request, chunk.path("model").asString(""));
                response = begun;
                send(event("response.created").set("response", begun));
                send(event("response.in_progress").set("response", begun));
            }
            JsonNode choice = chunk.path("choices").path(0);
            String text = choice.path("delta").path("content").asString("");
            if (!text.isEmpty()) {
                text(text);
            }
            for (JsonNode each : choice.path("delta").path("tool_calls")) {
                toolCall(each);
            }
            finish = choice.path("finish_reason").asString(finish);
            usage = chunk.path("usage").isObject() ? chunk.path("usage") : usage;
            note = chunk.path("mimo").isObject() ? chunk.path("mimo") : note;
        }

        private void text(String more) throws IOException {
            ObjectNode message = item;
            if (message == null || call >= 0) {
                close();
                message = ResponseJson.message(ChatJson.newId("msg_"), GROWING);
                open(message, -1);
                send(part("response.content_part.added", message).set("part", ResponseJson.outputText("")));
            }
            grown.append(more);
            send(part("response.output_text.delta", message).put("delta", more).set("logprobs", Json.array()));
        }

        private void toolCall(JsonNode part) throws IOException {
            int index = part.path("index").asInt(0);
            ObjectNode function = item;
            if (function == null || call != index) {
                close();
                function = ResponseJson.functionCall(ChatJson.newId("fc_"), part.path("id").asString(""),
                        part.path("function").path("name").asString(""), "", GROWING);
                open(function, index);
            }
            String more = part.path("function").path("arguments").asString("");
            if (!more.isEmpty()) {
                grown.append(more);
                send(of("response.function_call_arguments.delta", function).put("delta", more));
            }
        }

        private void open(ObjectNode begun, int toolCall) throws IOException {
            item = begun;
            call = toolCall;
            grown.setLength(0);
            send(event("response.output_item.added").put("output_index", output.size()).set("item", begun));
        }

        private void close() throws IOException {
            ObjectNode ended = item;
            if (ended == null) {
                return;
            }
            item = null;
            String whole = grown.toString();
            if (call < 0) {
                ObjectNode text = ResponseJson.outputText(whole);
                send(part("response.output_text.done", ended).put("text", whole).set("logprobs", Json.array()));
                send(part("response.content_part.done", ended).set("part", text));
                ChatText.array(ended, "content").add(text);
            } else {
                send(of("response.function_call_arguments.done", ended).put("name", ended.path("name").asString(""))
                        .put("arguments", whole));
                ended.put("arguments", whole);
            }
            ended.put("status", DONE);
            send(event("response.output_item.done").put("output_index", output.size()).set("item", ended));
            output.add(ended);
        }

        @Override
        public void end() throws IOException {
            close();
            ObjectNode begun = response;
            if (begun == null) {
                return;
            }
            ObjectNode ended = ResponseJson.ended(begun, output, finish, usage, note);
            ObjectNode last = event("response." + ended.path("status").asString(DONE));
            last.set("response", ended);
            last.set("mimo", note);
            send(last);
        }

        private ObjectNode event(String type) {
            return Json.object().put("type", type).put("sequence_number", sequence++);
        }

        private ObjectNode of(String type, ObjectNode about) {
            return event(type).put("item_id", about.path("id").asString("")).put("output_index", output.size());
        }

        private ObjectNode part(String type, ObjectNode about) {
            return of(type, about).put("content_index", 0);
        }

        private void send(ObjectNode event) throws IOException {
            events.send(event.path("type").asString(""), Json.text(event));
        }
    }
}
