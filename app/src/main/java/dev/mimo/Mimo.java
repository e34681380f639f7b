package dev.mimo;

import dev.mimo.attach.ServerFile;
import dev.mimo.door.http.ApiKey;
import dev.mimo.door.http.HttpServer;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.http.Route;
import dev.mimo.door.mcp.McpRoute;
import dev.mimo.door.mcp.MemoryFeatures;
import dev.mimo.door.mcp.MimoMcp;
import dev.mimo.door.mcp.SessionFile;
import dev.mimo.door.operations.OperationsRoutes;
import dev.mimo.door.operations.RequestMeters;
import dev.mimo.door.rest.DocumentationRoutes;
import dev.mimo.door.rest.MemoryRoutes;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.mcp.http.McpHttp;
import dev.mimo.memory.EchoGuard;
import dev.mimo.memory.Indexing;
import dev.mimo.memory.Memories;
import dev.mimo.memory.PassageEmbedder;
import dev.mimo.memory.recall.LateInteraction;
import dev.mimo.memory.recall.Recall;
import dev.mimo.memory.recall.SearchText;
import dev.mimo.memory.wire.LocalMemoryCalls;
import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.models.ModelHost;
import dev.mimo.storage.Lookout;
import dev.mimo.storage.Storage;
import dev.mimo.storage.memory.SqliteMemoryStore;
import dev.mimo.storage.memory.SqliteMemoryStore.SearchParts;
import dev.mimo.storage.news.ChangeFeed;
import dev.mimo.telemetry.HealthBoard;
import dev.mimo.telemetry.HealthProbe.Health;
import dev.mimo.telemetry.HealthProbe.Status;
import dev.mimo.telemetry.Meters;
import dev.mimo.telemetry.ResourceMonitor;
import dev.mimo.tools.MemoryTools;
import dev.mimo.vector.Kernels;
import dev.mimo.vector.Quantiser;
import dev.mimo.vector.TokenVectors;
import dev.mimo.words.Analyzer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// The composition root: opens every room in order and closes them in reverse. Read it as the table of contents.
public final class Mimo implements AutoCloseable {
    /// One bit a dimension loses nothing once a model's common part is taken out of its token vectors.
    private static final int TOKEN_BITS = 1;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Settings settings;
    private final Clock clock;
    private final Meters meters;
    private final HealthBoard health = new HealthBoard();
    private final ModelHost models;
    private final Storage storage;
    private final SqliteMemoryStore store;
    private final Indexing indexing;
    private final LocalMemoryCalls memory;

    private Mimo(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        try {
            meters = open(new Meters());
            Kernels kernels = Kernels.best();
            models = open(ModelHost.of(settings.embedding(), dist(), clock, meters.registry()));
            Quantiser quantiser = new Quantiser(models.dimension());
            TokenVectors tokenVectors = new TokenVectors(quantiser, kernels, TOKEN_BITS);

            storage = open(Storage.open(database(settings.home()), settings.storage()));
            store = open(new SqliteMemoryStore(storage,
                    new SearchParts(SearchText::words, new Analyzer(), quantiser, kernels), clock));
            indexing = open(new Indexing(store.backlog(), models, new PassageEmbedder(tokenVectors),
                    Runtime.getRuntime().availableProcessors(), settings.memory().nearDuplicateAt()));
            EchoGuard echoes = new EchoGuard(store, clock, settings.memory().echoWindow());
            Memories memories = new Memories(store, indexing, echoes, clock, meters.registry());
            Recall recall = new Recall(
                    new Recall.Parts(store, models, new LateInteraction(store, tokenVectors), echoes),
                    settings.recall(), clock, meters.registry());
            memory = new LocalMemoryCalls(memories, recall, settings.memory(), settings.recall());

            health.register("embedding", this::embeddingHealth);
            health.register("storage", store);
            health.register("vectors", () -> new Health(Status.UP, Map.of("kernel", kernels.name())));
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /// Opens the memory, and begins to embed what waits for it.
    ///
    /// Refuses when the data cannot be used.
    public static Mimo open(Settings settings, Clock clock) {
        Mimo mimo = new Mimo(settings, clock);
        mimo.indexing.start();
        return mimo;
    }

    /// Where the memories of a home directory are.
    static Path database(Path home) {
        return home.resolve("mimo.db");
    }

    /// News of what is changed in the memory of a home directory, by whichever process; opens nothing yet.
    ///
    /// @param settings asked when somebody first wants to hear
    static ChangeFeed feed(Supplier<Settings> settings) {
        return new ChangeFeed(() -> {
            Settings now = settings.get();
            return new Lookout(database(now.home()), now.storage());
        });
    }

    /// Where the build laid out what runs: `models/`, `native/`.
    static Path dist() {
        String said = System.getProperty("mimo.dist");
        if (said == null) {
            throw new IllegalStateException("mimo.dist is not set; start Mimo with its launcher");
        }
        return Path.of(said);
    }

    /// The memory calls, for as long as this is open; closing them closes nothing else.
    public MemoryCalls memory() {
        return memory;
    }

    /// The memory calls for whoever owns this: closing them closes it.
    MemoryCalls owned() {
        return memory.closing(this::close);
    }

    /// Begins to load the model, which takes a core for a while; a server does it once it answers.
    public void warm() {
        models.start();
    }

    /// Opens the HTTP door with everything mounted on it.
    ///
    /// @param self what this server is to be found by
    public HttpServer listen(ServerFile self) {
        McpHttp mcp = open(mcp(self.version()));
        HttpServer server = open(HttpServer.open(withToken(settings.http(), self.token()), routes(self, mcp),
                new RequestMeters(meters)));
        // before the server cuts streams off
        opened.push(mcp::endSubscriptions);
        return server;
    }

    McpHttp mcp(String version) {
        ChangeFeed news = open(feed(() -> settings));
        ToolRegistry tools = new ToolRegistry();
        tools.register(new MemoryTools(() -> memory, settings.mcp().namespace(), clock));
        MemoryFeatures features = MemoryFeatures.of(() -> memory, settings.mcp()::namespace, clock, news);
        return new McpHttp(MimoMcp.server(version, () -> tools, features), settings.mcp().http(), clock,
                SessionFile.open(settings.home().resolve("mcp-sessions"), clock.instant()));
    }

    /// Everything that the HTTP door answers.
    List<Route> routes(ServerFile self, McpHttp mcp) {
        ResourceMonitor resources = new ResourceMonitor(meters);
        resources.file("database", database(settings.home()));
        resources.queue("embedding", indexing::pending);
        List<Route> routes = new ArrayList<>();
        routes.addAll(MemoryRoutes.of(memory, settings.http().limits()));
        routes.addAll(
                new OperationsRoutes(health, meters, resources, clock, self.startedAt(), self.version()).routes());
        routes.addAll(DocumentationRoutes.all());
        routes.addAll(McpRoute.at("/mcp", mcp));
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

    private Health embeddingHealth() {
        Health model = models.health();
        Map<String, Object> facts = new HashMap<>(model.facts());
        facts.put("pending", indexing.pending());
        return new Health(model.status(), facts);
    }

    private <T extends AutoCloseable> T open(T room) {
        opened.push(room);
        return room;
    }

    /// Once; whoever calls again waits until it is done.
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                // the other rooms still have to be closed, or queued writes would be lost
                LoggerFactory.getLogger(Mimo.class).warn("a room did not close", e);
            }
        }
    }
}
