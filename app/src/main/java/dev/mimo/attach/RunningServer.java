package dev.mimo.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Whether a server runs on the data in a home directory.
public sealed interface RunningServer {
    /// It answered, and has proved to be the one that wrote the file.
    record Found(ServerFile file) implements RunningServer {}

    /// There is no `server.json`.
    record None() implements RunningServer {}

    /// A file is there, left by a server that is gone or does not answer.
    ///
    /// @param reason ends the sentence "server.json is stale: …"
    record Stale(String reason) implements RunningServer {}

    /// A file is there that somebody else may have written, so nothing is sent to where it leads.
    ///
    /// @param reason a sentence's beginning: what is wrong with which file
    /// @param remedy a sentence
    record Unsafe(String reason, String remedy) implements RunningServer {}

    /// How long a server may take to say that it lives. Its process is there, so it is worth waiting for on a busy
    /// machine: a second process on its data would be slower still. A port where nothing listens is refused at once.
    Duration LIMIT = Duration.ofSeconds(2);

    /// Looks and verifies; takes no longer than `LIMIT` and the time to connect.
    static RunningServer find(Path home) {
        Path path = ServerFile.in(home);
        if (!Files.exists(path)) {
            return new None();
        }
        for (Path each : new Path[]{home, path}) {
            String problem = OwnerCheck.problem(each);
            if (problem != null) {
                return new Unsafe(each + " " + problem, "Make it this user's alone, with 'chmod go-w " + each
                        + "', then start the server again.");
            }
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
            return client.isProven() ? new Found(file) : new Stale("another program answers at " + file.address());
        } catch (IOException _) {
            return new Stale("nothing answers at " + file.address());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Stale("the check was interrupted");
        }
    }
}
