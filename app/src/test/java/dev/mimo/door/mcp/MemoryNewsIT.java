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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What one process changes, the clients of others hear of.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MemoryNewsIT {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    Path directory;

    private final List<StdioClient> clients = new ArrayList<>();
    private PackagedProgram program;
    private HttpClient http;

    @BeforeEach
    void prepare() {
        program = new PackagedProgram(directory);
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() throws Exception {
        for (StdioClient client : clients) {
            client.close();
        }
        http.close();
        program.stop();
    }

    @Test
    void clients_of_processes_beside_a_server_hear_of_what_any_other_changes() throws Exception {
        URI server = URI.create(program.serve(0));
        StdioClient hearing = client("server");
        StdioClient changing = client("server");
        String id = id(send(server, "POST", "/v1/memories", "{\"content\": \"Priya prefers tea.\"}"));
        String uri = "mimo://memory/default/" + id;
        hearing.call("resources/subscribe", "{\"uri\": \"" + uri + "\"}");

        send(server, "PATCH", "/v1/memories/" + id, "{\"content\": \"Priya prefers coffee.\"}");
        assertSoonHeard(hearing, uri);
        changing.call("tools/call", "{\"name\": \"forget\", \"arguments\": {\"id\": \"" + id + "\"}}");
        assertSoonHeard(hearing, uri);
    }

    @Test
    void clients_of_processes_without_a_server_hear_of_each_other() throws Exception {
        StdioClient hearing = client("shared");
        StdioClient changing = client("shared");
        hearing.call("resources/subscribe", "{\"uri\": \"mimo://memory/default\"}");
        // opens the memory, which takes longer than a change
        changing.call("resources/list", "{}");

        changing.call("tools/call", "{\"name\": \"remember\", \"arguments\": {\"content\": \"Priya prefers tea.\"}}");
        assertSoonHeard(hearing, "mimo://memory/default");
        assertThat(hearing.heard("notifications/resources/list_changed").path("method").asString()).isNotEmpty();
    }

    private static void assertSoonHeard(StdioClient client, String uri) throws IOException {
        long changed = System.nanoTime();
        assertThat(client.heard("notifications/resources/updated").path("params").path("uri").asString())
                .isEqualTo(uri);
        // usual is a sixth of it; the machine may be busy
        assertThat(System.nanoTime() - changed).isLessThan(2 * SECOND);
    }

    private StdioClient client(String home) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.command("stdio"))
                .redirectError(Files.createTempFile(directory, "errors", "").toFile());
        builder.environment().put("MIMO_HOME", Files.createDirectories(directory.resolve(home)).toString());
        StdioClient client = new StdioClient(builder.start());
        clients.add(client);
        client.call("initialize", "{\"protocolVersion\": \"2025-11-25\", \"capabilities\": {},"
                + "\"clientInfo\": {\"name\": \"t\", \"version\": \"1\"}}");
        client.write("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}");
        return client;
    }

    private ObjectNode send(URI server, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return json(answer.body());
    }

    private static String id(ObjectNode answer) {
        return answer.path("receipt").path("id").asString();
    }

    private static ObjectNode json(String text) {
        return Json.parseObject(text, JsonLimits.defaults());
    }

    /// A client that reads what it is told in order; one call at a time.
    private static final class StdioClient {
        private final Process process;
        private final OutputStream in;
        private final BufferedReader out;
        private final List<ObjectNode> told = new ArrayList<>();
        private int calls;

        StdioClient(Process process) {
            this.process = process;
            this.in = process.getOutputStream();
            this.out = process.inputReader(StandardCharsets.UTF_8);
        }

        void call(String method, String params) throws IOException {
            int id = ++calls;
            write("{\"jsonrpc\": \"2.0\", \"id\": " + id + ", \"method\": \"" + method + "\", \"params\": " + params
                    + "}");
            ObjectNode message = next();
            while (message.path("id").asInt(0) != id) {
                told.add(message);
                message = next();
            }
            assertThat(message.has("result")).as(message.toString()).isTrue();
            assertThat(message.path("result").path("isError").asBoolean(false)).as(message.toString()).isFalse();
        }

        /// The next notification of the method, which was told already or is waited for.
        ObjectNode heard(String method) throws IOException {
            for (ObjectNode each : told) {
                if (each.path("method").asString("").equals(method)) {
                    told.remove(each);
                    return each;
                }
            }
            ObjectNode message = next();
            while (!message.path("method").asString("").equals(method)) {
                told.add(message);
                message = next();
            }
            return message;
        }

        private ObjectNode next() throws IOException {
            return json(Objects.requireNonNull(out.readLine(), "the process ended"));
        }

        void write(String line) throws IOException {
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        }

        void close() throws IOException, InterruptedException {
            in.close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }
}
