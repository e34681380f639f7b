package dev.mimo.models;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How an endpoint is asked for embeddings, and how it answers.
enum EmbeddingProtocol {
    /// `POST …/embeddings`, which many servers and providers speak.
    OPENAI {
        @Override
        List<float[]> vectors(JsonNode answer) {
            List<JsonNode> data = new ArrayList<>(answer.path("data").valueStream().toList());
            data.sort((one, other) -> Integer.compare(one.path("index").asInt(0), other.path("index").asInt(0)));
            return data.stream().map(each -> vector(each.path("embedding"))).toList();
        }
    },
    /// `POST …/api/embed`.
    OLLAMA {
        @Override
        List<float[]> vectors(JsonNode answer) {
            return answer.path("embeddings").valueStream().map(EmbeddingProtocol::vector).toList();
        }
    };

    /// The vectors of an answer, in the order of the texts; what is no number is not a number there, too.
    abstract List<float[]> vectors(JsonNode answer);

    /// By the end of the path.
    static EmbeddingProtocol of(URI url) {
        String path = String.valueOf(url.getPath());
        if (path.endsWith("/api/embed")) {
            return OLLAMA;
        }
        if (path.endsWith("/embeddings")) {
            return OPENAI;
        }
        throw new IllegalArgumentException("embedding.endpoint.url ends with /embeddings (OpenAI-compatible) or "
                + "/api/embed (Ollama)");
    }

    byte[] request(String model, List<String> texts) {
        ObjectNode request = JsonMapper.shared().createObjectNode().put("model", model);
        texts.forEach(request.putArray("input")::add);
        return JsonMapper.shared().writeValueAsBytes(request);
    }

    /// What went wrong, in the endpoint's words, where it says so in one of the usual ways.
    static String problem(JsonNode answer) {
        JsonNode error = answer.path("error");
        return error.isString() ? error.stringValue() : error.path("message").asString("");
    }

    private static float[] vector(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.path(i).isNumber() ? numbers.path(i).floatValue() : Float.NaN;
        }
        return vector;
    }
}
