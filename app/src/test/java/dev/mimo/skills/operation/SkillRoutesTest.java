package dev.mimo.skills.operation;

import dev.mimo.TestMimo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Skills over HTTP, with a real program behind them.
class SkillRoutesTest {
    private static final String SERVER =
            Path.of("src", "test", "resources", "skills", "nasty-server.sh").toAbsolutePath().toString();

    @TempDir
    Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestMimo mimo;
    private URI door;

    @BeforeEach
    void open() {
        mimo = TestMimo.open(home);
        door = mimo.listen();
    }

    @AfterEach
    void close() {
        mimo.close();
        http.close();
    }

    @Test
    void a_skill_is_added_called_looked_at_and_removed() throws Exception {
        JsonNode added = json(ask("PUT", "/v1/skills/a", entry("good")), 200);
        assertThat(added.path("state").stringValue()).isEqualTo("running");
        assertThat(added.path("tools").intValue()).isEqualTo(4);
        assertThat(added.path("transport").stringValue()).isEqualTo("stdio");

        JsonNode answer =
                json(ask("POST", "/v1/tools/a__echo/call", "{\"arguments\":{\"text\":\"hello\"}}"), 200);
        assertThat(answer.toString())
                .isEqualTo("{\"content\":[{\"type\":\"text\",\"text\":\"hello\"}],\"is_error\":false}");

        JsonNode listed = json(ask("GET", "/v1/skills", null), 200).path("skills");
        assertThat(listed.get(0).path("processes").intValue()).isEqualTo(1);
        assertThat(listed.get(0).path("memory_bytes").longValue()).isPositive();
        assertThat(json(ask("GET", "/v1/skills/a/diff", null), 200).path("changes").isEmpty()).isTrue();

        assertThat(json(ask("POST", "/v1/skills/a/stop", "{}"), 200).path("state").stringValue()).isEqualTo("idle");
        assertThat(json(ask("POST", "/v1/skills/a/restart", "{}"), 200).path("state").stringValue())
                .isEqualTo("running");
        assertThat(json(ask("DELETE", "/v1/skills/a", null), 200).path("skills").isEmpty()).isTrue();
        assertThat(ask("POST", "/v1/tools/a__echo/call", "{\"arguments\":{}}").statusCode()).isEqualTo(404);
        assertThat(Files.readString(home.resolve("skills.json"))).doesNotContain("nasty-server");
    }

    @Test
    void calls_are_listed_newest_first_and_page_by_page() throws Exception {
        json(ask("PUT", "/v1/skills/a", entry("good")), 200);
        for (int i = 0; i < 3; i++) {
            json(ask("POST", "/v1/tools/a__echo/call", "{\"arguments\":{\"text\":\"n" + i + "\"}}"), 200);
        }
        JsonNode page = json(ask("GET", "/v1/tools/calls?limit=2", null), 200);
        while (page.path("calls").size() < 2 || !page.has("next_cursor")) {
            Thread.sleep(10);
            page = json(ask("GET", "/v1/tools/calls?limit=2", null), 200);
        }
        assertThat(page.path("calls").get(0).path("outcome").stringValue()).isEqualTo("ok");

        JsonNode rest = json(ask("GET", "/v1/tools/calls?limit=2&cursor=" + page.path("next_cursor").stringValue(),
                null), 200);
        assertThat(rest.path("calls").size()).isEqualTo(1);
        assertThat(rest.has("next_cursor")).isFalse();
    }

    @Test
    void a_skill_that_cannot_be_started_says_why() throws Exception {
        JsonNode added = json(ask("PUT", "/v1/skills/a", entry("exit")), 200);

        assertThat(added.path("state").stringValue()).isEqualTo("failed");
        assertThat(added.path("last_error").stringValue()).contains("no license found");
        assertThat(ask("POST", "/v1/skills/a/restart", "{}").statusCode()).isEqualTo(503);
    }

    @Test
    void what_cannot_be_understood_changes_nothing() throws Exception {
        assertThat(ask("PUT", "/v1/skills/a", "{}").statusCode()).isEqualTo(400);
        assertThat(ask("PUT", "/v1/skills/a", "{\"command\":\"x\",\"url\":\"http://y\"}").statusCode()).isEqualTo(400);
        assertThat(ask("PUT", "/v1/skills/a%20b", "{\"command\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(ask("PUT", "/v1/skills/a", "{\"command\":\"x\",\"unknown\":1}").statusCode()).isEqualTo(400);
        assertThat(ask("DELETE", "/v1/skills/a", null).statusCode()).isEqualTo(404);
        assertThat(home.resolve("skills.json")).doesNotExist();
    }

    private HttpResponse<String> ask(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(door.resolve(path)).method(method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }

    private static String entry(String mode) {
        return "{\"command\":\"sh\",\"args\":[\"" + SERVER + "\",\"" + mode + "\"]}";
    }
}
