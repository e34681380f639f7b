package dev.mimo.models;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Asks an endpoint for embeddings: one attempt at a time, each within its limit, the answer included.
final class EndpointClient implements AutoCloseable {
    private static final long ANSWER_BYTES_MAX = 64 << 20;
    private static final int PROBLEM_CHARS_MAX = 200;

    private final EndpointSettings endpoint;
    private final String model;
    private final Protocol protocol;
    private final HttpClient http;
    /// For people; without what follows the path, which may be a secret.
    private final String where;

    EndpointClient(EndpointSettings endpoint, String model) {
        this.endpoint = endpoint;
        this.model = model;
        this.protocol = Protocol.of(endpoint.address());
        this.where = endpoint.address().toString().replaceFirst("[?#].*", "");
        // one that sends elsewhere is not followed: a key and what people remember go where they were told to
        this.http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1).connectTimeout(endpoint.queryTimeout()).build();
    }

    /// One vector each, as they came.
    ///
    /// @throws UnreachableModelException when it does not answer, or its answer has nothing to do with the texts
    /// @throws IllegalStateException when it refuses them
    List<float[]> embed(List<String> texts, Duration limit) {
        HttpResponse<byte[]> response = send(texts, limit);
        JsonNode answer = read(response);
        int status = response.statusCode();
        if (status != 200) {
            String reason = where + " answered " + status + problem(answer);
            if (status == 400 || status == 413 || status == 422) {
                throw new IllegalStateException(reason);
            }
            // too many calls and faults of the server may pass; a wrong key or model will not
            throw new UnreachableModelException(reason, status != 429 && status < 500);
        }
        List<float[]> vectors = protocol.vectors(answer);
        if (vectors.size() != texts.size()) {
            throw new UnreachableModelException(where + " answered " + texts.size() + " texts with "
                    + vectors.size() + " vectors", true);
        }
        return vectors;
    }

    private HttpResponse<byte[]> send(List<String> texts, Duration limit) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.address())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(protocol.request(model, texts)));
        if (!endpoint.key().value().isEmpty()) {
            request.header("Authorization", "Bearer " + endpoint.key().value());
        }
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request.build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        try {
            return sent.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new UnreachableModelException(where + " did not answer within " + limit.toMillis()
                    + " ms", false);
        } catch (ExecutionException e) {
            throw new UnreachableModelException(where + " cannot be reached: " + reason(e), false);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UnreachableModelException("the call was interrupted", true);
        } finally {
            sent.cancel(true);
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() instanceof IOException io ? io : e;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private JsonNode read(HttpResponse<byte[]> response) {
        try {
            return JsonMapper.shared().readTree(response.body());
        } catch (JacksonException _) {
            if (response.statusCode() == 200) {
                throw new UnreachableModelException(where + " did not answer with JSON", true);
            }
            return JsonMapper.shared().createObjectNode();
        }
    }

    private String problem(JsonNode answer) {
        String said = endpoint.key().hiddenIn(Protocol.problem(answer)).strip();
        return said.isEmpty() ? "" : ": " + said.substring(0, Math.min(said.length(), PROBLEM_CHARS_MAX));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// A model elsewhere gave no answer, or none that says anything about the text.
    static final class UnreachableModelException extends RuntimeException {
        /// Whether it was tried again and again, so that the next text would fare no better.
        final boolean exhausted;

        UnreachableModelException(String reason, boolean exhausted) {
            super(reason);
            this.exhausted = exhausted;
        }
    }

    /// How an endpoint is asked for embeddings, and how it answers.
    enum Protocol {
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
                return answer.path("embeddings").valueStream().map(Protocol::vector).toList();
            }
        };

        /// The vectors of an answer, in the order of the texts; what is no number is not a number there, too.
        abstract List<float[]> vectors(JsonNode answer);

        /// By the end of the path.
        static Protocol of(URI url) {
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
}
