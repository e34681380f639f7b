package dev.mimo.models.language;

import dev.mimo.resilience.AttemptFailedException;
import dev.mimo.resilience.AttemptFailedException.Blame;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's chat completions: the inner form itself, so all goes through as it is.
final class OpenAiWire implements ProviderWire {
    @Override
    public String address(String base) {
        return base + "/chat/completions";
    }

    @Override
    public Map<String, String> headers(String key) {
        return key.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + key);
    }

    @Override
    public ObjectNode request(ObjectNode chat, String model, boolean stream) {
        ObjectNode request = chat.deepCopy();
        request.put("model", model);
        if (stream || request.has("stream")) {
            request.put("stream", stream);
        }
        return request;
    }

    @Override
    public ObjectNode answer(ObjectNode raw) throws AttemptFailedException {
        if (!raw.path("choices").path(0).path("message").isObject()) {
            throw new AttemptFailedException(Blame.LASTING, "answered without a message");
        }
        return raw;
    }

    @Override
    public boolean hasEvents() {
        return true;
    }

    @Override
    public StreamTranslator translator() {
        return new Unchanged();
    }

    private static final class Unchanged implements StreamTranslator {
        private boolean complete;

        @Override
        public List<ObjectNode> chunks(ObjectNode part) throws AttemptFailedException {
            JsonNode error = part.path("error");
            if (error.isObject() || error.isString()) {
                throw new AttemptFailedException(Blame.PASSING, "broke off: "
                        + (error.isString() ? error.stringValue() : error.path("message").asString("an error")));
            }
            if (!part.path("choices").isArray()) {
                return List.of();
            }
            complete |= part.path("choices").valueStream()
                    .anyMatch(choice -> choice.path("finish_reason").isString());
            return List.of(part);
        }

        @Override
        public boolean isComplete() {
            return complete;
        }
    }
}
