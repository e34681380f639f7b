package dev.mimo.door.chat;

import dev.mimo.TestMimo;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.models.language.FaultyProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A Mimo with its HTTP door open, and a client beside it.
final class ModelDoor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestMimo mimo;
    private final URI address;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ModelDoor(TestMimo mimo) {
        this.mimo = mimo;
        this.address = mimo.listen();
    }

    /// @param settings by key
    static ModelDoor open(Path home, Map<String, String> settings) {
        return new ModelDoor(TestMimo.open(home, Clock.systemUTC(), settings));
    }

    /// One whose providers are these, `p1` and so on, all of OpenAI's kind, with short limits.
    static ModelDoor before(Path home, Map<String, String> more, FaultyProvider... providers) {
        Map<String, String> settings = new HashMap<>(Map.of("models.timeout", "500ms", "doors.recall_deadline", "5s"));
        StringBuilder list = new StringBuilder("[");
        for (int i = 0; i < providers.length; i++) {
            list.append(i > 0 ? "," : "").append("{\"name\":\"p").append(i + 1)
                    .append("\",\"kind\":\"openai\",\"base_url\":\"").append(providers[i].address())
                    .append("/v1\"}");
        }
        settings.put("models.providers", list.append("]").toString());
        settings.putAll(more);
        return open(home, settings);
    }

    TestMimo mimo() {
        return mimo;
    }

    /// @param headers names and values in turn
    HttpResponse<String> post(String path, ObjectNode body, String... headers) throws IOException {
        return send(request(path, headers).POST(BodyPublishers.ofString(Json.text(body))).build());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException {
        return send(request(path, headers).GET().build());
    }

    ObjectNode answer(String path, ObjectNode body, String... headers) throws IOException {
        HttpResponse<String> response = post(path, body, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response.body());
    }

    /// The data of the events of a streamed answer.
    List<String> events(String path, ObjectNode body, String... headers) throws IOException {
        HttpResponse<String> response = post(path, body.put("stream", true), headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        return response.body().lines().filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length())).toList();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE)
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode json(String text) {
        return Json.parseObject(text, JsonLimits.defaults());
    }

    static ObjectNode chat(String said) {
        ObjectNode chat = Json.object().put("model", "asked");
        chat.putArray("messages").addObject().put("role", "user").put("content", said);
        return chat;
    }

    /// What the chunks of OpenAI's form say together.
    static String text(List<String> events) {
        return events.stream().filter(event -> event.startsWith("{")).map(ModelDoor::json)
                .map(chunk -> chunk.at("/choices/0/delta/content").asString("")).collect(Collectors.joining());
    }

    @Override
    public void close() {
        client.shutdownNow();
        mimo.close();
    }
}
