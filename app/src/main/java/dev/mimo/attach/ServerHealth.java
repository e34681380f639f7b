package dev.mimo.attach;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a running server says of its own health.
public final class ServerHealth {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private ServerHealth() {}

    /// The answer of `/health`; absent when there is none in time, or none that can be understood.
    public static @Nullable ObjectNode of(ServerFile server) {
        try (ServerClient client = new ServerClient(server, LIMIT)) {
            String body = client.send(client.call("/health").timeout(LIMIT)).body();
            return JsonMapper.shared().readTree(body) instanceof ObjectNode health ? health : null;
        } catch (IOException | JacksonException | ServerGoneException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
