package dev.mimo.door.chat;

import dev.mimo.door.http.Route.ErrorForm;
import dev.mimo.json.Json;
import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's chat completions: the inner form itself.
final class CompletionsWire implements ChatWire {
    @Override
    public ErrorForm errors() {
        return ChatErrors.OPENAI;
    }

    @Override
    public ObjectNode chat(ObjectNode request) {
        return request;
    }

    @Override
    public ObjectNode answer(ObjectNode request, ObjectNode answer) {
        return answer;
    }

    @Override
    public StreamWriter writer(ObjectNode request, EventSender events) {
        return new StreamWriter() {
            @Override
            public void chunk(ObjectNode chunk) throws IOException {
                events.send(null, Json.text(chunk));
            }

            @Override
            public void end() throws IOException {
                events.send(null, "[DONE]");
            }
        };
    }
}
