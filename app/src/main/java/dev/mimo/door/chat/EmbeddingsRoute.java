package dev.mimo.door.chat;

import dev.mimo.door.http.HttpExchange;
import dev.mimo.json.Json;
import dev.mimo.memory.recall.TokenEstimate;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.models.ModelHost;
import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's embeddings, by the model that embeds memories.
record EmbeddingsRoute(ModelHost models) {
    private static final int TEXTS_MAX = 256;
    private static final int TEXT_CHARS_MAX = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    void handle(HttpExchange exchange) throws IOException {
        ObjectNode request = exchange.jsonBody();
        List<String> texts = texts(request.path("input"));
        boolean base64 = choice(request, "encoding_format", "float", "base64");
        boolean query = choice(request, "input_type", "document", "query");
        EmbeddingModel model = models.await(PATIENCE);
        JsonNode dimensions = request.path("dimensions");
        if (!dimensions.isMissingNode() && dimensions.asInt(0) != model.dimension()) {
            throw Refusal.invalid("dimensions", "must be " + model.dimension() + " with this model",
                    "Leave it out, or say " + model.dimension() + ".");
        }
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        int tokens = 0;
        for (String text : texts) {
            float[] vector = (query ? model.query(text) : model.passage(text)).vector();
            ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            if (base64) {
                one.put("embedding", base64(vector));
            } else {
                ArrayNode numbers = one.putArray("embedding");
                for (float number : vector) {
                    numbers.add(number);
                }
            }
            tokens += TokenEstimate.of(text);
        }
        answer.put("model", model.id()).putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        exchange.answer(200, answer);
    }

    private static List<String> texts(JsonNode input) {
        List<String> texts = new ArrayList<>();
        if (input.isString()) {
            texts.add(input.stringValue());
        } else {
            input.forEach(each -> texts.add(each.isString() ? each.stringValue() : ""));
        }
        if (texts.isEmpty() || texts.size() > TEXTS_MAX || !(input.isString() || input.isArray())) {
            throw Refusal.invalid("input", "must be a text, or a list of 1 to " + TEXTS_MAX + " texts",
                    "Send the texts themselves; tokens are not taken.");
        }
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isBlank() || texts.get(i).length() > TEXT_CHARS_MAX) {
                throw Refusal.invalid(input.isString() ? "input" : "input[" + i + "]", "must be a text that is not"
                        + " blank and has at most " + TEXT_CHARS_MAX + " characters",
                        "Send the texts themselves; tokens are not taken.");
            }
        }
        return texts;
    }

    /// Whether the field has the second of its two values; the first is the default.
    private static boolean choice(ObjectNode request, String field, String usual, String other) {
        String said = request.path(field).asString(usual);
        if (!said.equals(usual) && !said.equals(other)) {
            throw Refusal.invalid(field, "must be '" + usual + "' or '" + other + "'", "Say one of the two.");
        }
        return said.equals(other);
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
