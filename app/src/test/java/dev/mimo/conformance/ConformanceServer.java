package dev.mimo.conformance;

import dev.mimo.door.http.HttpServer;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.mcp.McpRoute;
import dev.mimo.mcp.http.McpHttp;
import dev.mimo.mcp.http.McpHttpSettings;
import dev.mimo.mcp.http.SessionStore;
import dev.mimo.mcp.model.CompletionProvider.Proposals;
import dev.mimo.mcp.server.ChangeAnnouncer;
import dev.mimo.mcp.server.FaultReporter;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpServerSettings;
import dev.mimo.mcp.server.ServerFeatures;
import dev.mimo.mcp.server.ServerIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The product's engine behind the product's HTTP door, with the fixtures that the suite calls by name.
public final class ConformanceServer {
    private ConformanceServer() {}

    /// Serves until it is killed.
    ///
    /// @param arguments the file that its address is written to
    public static void main(String[] arguments) throws Exception {
        try (HttpServer http = open(0)) {
            Files.writeString(Path.of(arguments[0]), "http://localhost:" + http.port() + "/mcp\n");
            new CountDownLatch(1).await();
        }
    }

    /// @param port 0 for any
    static HttpServer open(int port) {
        AtomicReference<@Nullable ChangeAnnouncer> announcements = new AtomicReference<>();
        ServerFeatures features = new ServerFeatures(
                new FixtureTools(() -> Objects.requireNonNull(announcements.get())), new FixtureResources(),
                new FixturePrompts(), (_, _, _, _) -> Proposals.NONE);
        McpServer server = new McpServer(new ServerIdentity("conformance", "Fixtures", "1", "Only for tests."),
                features, McpServerSettings.defaults(), FaultReporter.logged());
        announcements.set(server.announcements());
        return HttpServer.open(HttpSettings.defaults().withPort(port),
                McpRoute.at("/mcp", new McpHttp(server, McpHttpSettings.defaults(), Clock.systemUTC(),
                        SessionStore.none())),
                (_, _, _, _) -> {});
    }
}
