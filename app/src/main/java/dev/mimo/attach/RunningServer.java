package dev.mimo.attach;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether a server runs on the data in a home directory.
public sealed interface RunningServer {
    /// It answered, and is the one that wrote the file.
    record Found(ServerFile file) implements RunningServer {}

    /// There is no `server.json`.
    record None() implements RunningServer {}

    /// A file is there, left by a server that is gone or does not answer.
    ///
    /// @param reason ends the sentence "server.json is stale: …"
    record Stale(String reason) implements RunningServer {}

    /// How long a server may take to say that it lives. Long enough for a busy machine; a port where nothing
    /// listens is refused at once.
    Duration LIMIT = Duration.ofMillis(300);

    /// Looks and verifies; takes no longer than `LIMIT` and the time to connect.
    static RunningServer find(Path home) {
        if (!Files.exists(ServerFile.in(home))) {
            return new None();
        }
        ServerFile file = ServerFile.read(home);
        if (file == null) {
            return new Stale("it cannot be read");
        }
        if (!ProcessHandle.of(file.pid()).map(ProcessHandle::isAlive).orElse(false)) {
            return new Stale("process " + file.pid() + " is gone");
        }
        return ask(file);
    }

    private static RunningServer ask(ServerFile file) {
        try (ServerClient client = new ServerClient(file, LIMIT)) {
            HttpResponse<String> answer = client.send(client.ask("/health/live"));
            return answer.statusCode() == 200 && isFrom(file, answer.body())
                    ? new Found(file)
                    : new Stale("another program answers at " + file.address());
        } catch (IOException e) {
            return new Stale("nothing answers at " + file.address());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Stale("the check was interrupted");
        }
    }

    private static boolean isFrom(ServerFile file, String body) {
        try {
            JsonNode startedAt = JsonMapper.shared().readTree(body).path("started_at");
            return startedAt.asString("").equals(file.startedAt().toString());
        } catch (JacksonException e) {
            return false;
        }
    }
}
