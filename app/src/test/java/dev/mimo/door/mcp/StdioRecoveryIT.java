package dev.mimo.door.mcp;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A client's process outlives the server that it was attached to, and whatever kept the memory from being opened.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StdioRecoveryIT {
    private static final String REMEMBER = "{\"name\": \"remember\", \"arguments\": {\"content\": \"%s\"}}";

    @TempDir
    Path directory = Path.of("");

    private PackagedProgram program = new PackagedProgram(directory);

    @BeforeEach
    void prepare() {
        program = new PackagedProgram(directory);
    }

    @AfterEach
    void stop() throws InterruptedException {
        program.stop();
    }

    @Test
    void it_opens_the_memory_itself_when_its_server_stops() throws Exception {
        String server = program.serve(0);
        try (StdioClient client = new StdioClient()) {
            client.succeeds(REMEMBER.formatted("Priya prefers tea."));
            assertThat(writesAt(server)).isTrue();

            program.stop();

            assertThat(
                    client.succeeds("{\"name\": \"recall\", \"arguments\": {\"query\": \"what does Priya prefer?\"}}")
                            .toString())
                    .contains("Priya prefers tea.");
            client.succeeds(REMEMBER.formatted("Priya lives in Porto."));
        }
    }

    @Test
    void it_is_attached_to_the_server_that_comes_after_one_that_was_killed() throws Exception {
        program.serve(0);
        try (StdioClient client = new StdioClient()) {
            client.succeeds(REMEMBER.formatted("Priya prefers tea."));
            program.kill();
            String later = program.serve(0);
            assertThat(writesAt(later)).isFalse();

            client.succeeds(REMEMBER.formatted("Priya lives in Porto."));

            assertThat(writesAt(later)).isTrue();
        }
    }

    @Test
    void what_could_not_be_opened_is_tried_again() throws Exception {
        Path data = home().resolve("mimo.db");
        Files.writeString(data, "no database at all ".repeat(1000));
        try (StdioClient client = new StdioClient()) {
            String call = REMEMBER.formatted("Priya prefers tea.");
            assertThat(client.call(call).path("result").path("isError").asBoolean(false)).isTrue();
            Files.delete(data);

            client.succeeds(call);
        }
    }

    /// Whether a memory was stored through that server.
    private static boolean writesAt(String server) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(server + "/metrics")).build(),
                    HttpResponse.BodyHandlers.ofString()).body().contains("route=\"/v1/memories\"");
        }
    }

    /// Where `PackagedProgram` serves.
    private Path home() throws IOException {
        return Files.createDirectories(directory.resolve("server"));
    }

    private final class StdioClient implements AutoCloseable {
        private final Process process;
        private final OutputStream in;
        private final BufferedReader out;

        StdioClient() throws IOException {
            ProcessBuilder builder = new ProcessBuilder(program.command("stdio"))
                    .redirectError(Files.createTempFile(directory, "errors", "").toFile());
            builder.environment().put("MIMO_HOME", home().toString());
            process = builder.start();
            in = process.getOutputStream();
            out = process.inputReader(StandardCharsets.UTF_8);
            ask("initialize", "{\"protocolVersion\": \"2025-11-25\", \"capabilities\": {},"
                    + "\"clientInfo\": {\"name\": \"t\", \"version\": \"1\"}}");
        }

        ObjectNode succeeds(String tool) throws IOException {
            ObjectNode answer = call(tool);
            assertThat(answer.has("result")).as(answer.toString()).isTrue();
            assertThat(answer.path("result").path("isError").asBoolean(false)).as(answer.toString()).isFalse();
            return answer;
        }

        ObjectNode call(String tool) throws IOException {
            return ask("tools/call", tool);
        }

        private ObjectNode ask(String method, String params) throws IOException {
            in.write(("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"" + method + "\", \"params\": " + params + "}\n")
                    .getBytes(StandardCharsets.UTF_8));
            in.flush();
            while (true) {
                String line = Objects.requireNonNull(out.readLine(), "an answer to " + method);
                ObjectNode message = Json.parseObject(line, JsonLimits.defaults());
                if (message.has("id")) {
                    return message;
                }
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
            // it ends with its input; the test's own time is bounded
            process.onExit().join();
        }
    }
}
