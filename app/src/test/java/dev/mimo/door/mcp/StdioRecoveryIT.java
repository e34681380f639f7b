package dev.mimo.door.mcp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
        try (StdioSession client = new StdioSession(program, home())) {
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
        try (StdioSession client = new StdioSession(program, home())) {
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
        try (StdioSession client = new StdioSession(program, home())) {
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
}
