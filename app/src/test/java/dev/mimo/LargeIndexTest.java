package dev.mimo;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A namespace whose search index does not fit the heap, seen from the doors.
@SuppressWarnings("NullAway.Init") // set before each test
class LargeIndexTest {
    private final HttpClient client = HttpClient.newHttpClient();
    @TempDir
    Path home;
    private TestMimo mimo;
    private URI address;

    @BeforeEach
    void open() throws Exception {
        mimo = TestMimo.open(home, Clock.systemUTC(), Map.of("storage.index_bytes", "1"));
        address = mimo.listen();
        post("/v1/memories", "{\"content\":\"Priya prefers tea\"}");
    }

    @AfterEach
    void close() {
        mimo.close();
    }

    @Test
    void recall_answers_by_words_and_says_what_helps() throws Exception {
        JsonNode answer = post("/v1/recall", "{\"query\":\"tea\"}");

        assertThat(answer.path("memories")).hasSize(1);
        assertThat(answer.path("degraded").path(0).asString("")).isEqualTo("meaning");
        assertThat(answer.path("remedy").asString("")).contains("too large", "-Xmx", "storage.index_bytes");
    }

    @Test
    void a_model_reads_it_in_both_parts_of_its_answer() throws Exception {
        JsonNode result = post("/mcp", """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"recall","arguments":{"query":"tea"},
                 "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                          "io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},
                          "io.modelcontextprotocol/clientCapabilities":{}}}}""",
                "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "recall")
                .path("result");

        assertThat(result.path("structuredContent").path("memories")).hasSize(1);
        assertThat(result.path("structuredContent").path("remedy").asString("")).contains("-Xmx");
        assertThat(result.path("content").path(0).path("text").asString("")).contains("Priya", "-Xmx");
    }

    @Test
    void health_names_the_namespace_and_what_helps() throws Exception {
        post("/v1/recall", "{\"query\":\"tea\"}");

        JsonNode health = send(HttpRequest.newBuilder(address.resolve("/health")));

        assertThat(health.path("status").asString("")).isEqualTo("degraded");
        assertThat(health.toString()).contains("searched_by_words_alone", "\"default\"", "-Xmx");
    }

    private JsonNode post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json").header("Accept", "application/json, text/event-stream");
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private JsonNode send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return Json.parseObject(answer.body(), JsonLimits.defaults());
    }
}
