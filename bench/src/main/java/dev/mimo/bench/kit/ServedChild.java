package dev.mimo.bench.kit;

import dev.mimo.attach.ServerFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./mimo serve` in a process of its own, on a free port.
public record ServedChild(ChildProgram program, HttpClient client, URI address) implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;

    /// Returns once it is alive.
    public static ServedChild start(Path home) throws IOException, InterruptedException {
        return start(home, List.of());
    }

    /// @param options of `serve`
    public static ServedChild start(Path home, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ChildProgram.launcher().toString(), "serve", "--port", "0"));
        command.addAll(options);
        ChildProgram program = ChildProgram.start(home, command);
        HttpClient client = HttpClient.newHttpClient();
        ServerFile file = ServerFile.read(home);
        while (file == null) {
            if (System.nanoTime() - program.startedAt() > START.toNanos() || !program.process().isAlive()) {
                program.close();
                throw new IllegalStateException("the server did not start");
            }
            Thread.sleep(1);
            file = ServerFile.read(home);
        }
        ServedChild served = new ServedChild(program, client, file.address());
        served.get("/health/live");
        return served;
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() throws IOException {
        client.close();
        program.close();
    }
}
