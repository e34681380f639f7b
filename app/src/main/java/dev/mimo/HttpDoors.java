package dev.mimo;

import dev.mimo.attach.ServerFile;
import dev.mimo.call.Operation;
import dev.mimo.door.chat.ChatRoutes;
import dev.mimo.door.chat.ChatRoutes.ChatParts;
import dev.mimo.door.http.ApiKey;
import dev.mimo.door.http.HttpServer;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.http.Route;
import dev.mimo.door.mcp.McpRoute;
import dev.mimo.door.mcp.MimoMcp;
import dev.mimo.door.mcp.SessionFile;
import dev.mimo.door.operations.OperationsRoutes;
import dev.mimo.door.operations.OperationsRoutes.ServerIdentity;
import dev.mimo.door.operations.RequestMeters;
import dev.mimo.door.rest.DocumentationRoutes;
import dev.mimo.door.rest.OperationRoutes;
import dev.mimo.mcp.http.McpHttp;
import dev.mimo.storage.feed.ChangeFeed;
import dev.mimo.telemetry.ResourceMonitor;
import dev.mimo.tools.MemoryConnection;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// What is mounted on the one HTTP listener: REST and its description, MCP, health and figures.
public final class HttpDoors implements AutoCloseable {
    private final ChangeFeed news;
    private final McpHttp mcp;
    private final HttpServer server;

    /// @param self what this server is to be found by; its address does not matter
    public HttpDoors(Mimo mimo, Settings settings, Clock clock, ServerFile self) {
        news = HomeFeed.of(() -> settings);
        mcp = mcp(mimo, settings, clock, self, news);
        try {
            server = HttpServer.open(withToken(settings.http(), self.token()),
                    routes(mimo, settings, clock, self, mcp), new RequestMeters(mimo.meters()));
        } catch (Throwable failure) {
            mcp.close();
            news.close();
            throw failure;
        }
    }

    /// Where it listens.
    public URI address() {
        return server.localAddress();
    }

    static McpHttp mcp(Mimo mimo, Settings settings, Clock clock, ServerFile self, ChangeFeed news) {
        MemoryConnection memory = new MemoryConnection(mimo::calls, mimo::operations, settings.mcp()::namespace,
                settings.mcp()::trust, clock);
        return new McpHttp(MimoMcp.server(self.version(), memory, news, mimo.skills().tools(),
                settings::tools),
                settings.mcp().http(), clock,
                SessionFile.open(settings.home().resolve("mcp-sessions"), clock.instant()));
    }

    /// Everything that the HTTP door answers.
    static List<Route> routes(Mimo mimo, Settings settings, Clock clock, ServerFile self, McpHttp mcp) {
        ResourceMonitor resources = new ResourceMonitor(mimo.meters());
        resources.file("database", settings.database());
        resources.queue("embedding", mimo.memory()::pending);
        List<Operation<?>> operations = mimo.calls().operations();
        List<Route> routes = new ArrayList<>();
        routes.addAll(OperationRoutes.of(operations, mimo.calls(), settings.http().limits()));
        routes.addAll(new OperationsRoutes(mimo.health(), mimo.meters(), resources, clock, new ServerIdentity(
                self.startedAt(), self.version(), ServerFile.CHALLENGE_HEADER, self::proof)).routes());
        routes.addAll(DocumentationRoutes.all(operations));
        routes.addAll(McpRoute.at("/mcp", mcp));
        if (!settings.models().providers().isEmpty()) {
            mimo.health().register("language models", mimo.cortex().models());
        }
        routes.addAll(ChatRoutes.of(new ChatParts(mimo.cortex(), mimo.memory().models(),
                settings.http().limits().batchBytesMax(), self.startedAt())));
        return routes;
    }

    /// Where a key is asked for, the command line on this machine shows the token of this start instead.
    private static HttpSettings withToken(HttpSettings http, String token) {
        if (http.keys().isEmpty()) {
            return http;
        }
        List<ApiKey> keys = new ArrayList<>(http.keys());
        keys.add(new ApiKey(token));
        return http.withKeys(keys);
    }

    @Override
    public void close() {
        // before the server cuts streams off
        mcp.endSubscriptions();
        server.close();
        mcp.close();
        news.close();
    }
}
