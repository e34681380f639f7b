package dev.mimo;

import dev.mimo.attach.RemoteMemoryCalls;
import dev.mimo.attach.RunningServer;
import dev.mimo.attach.ServerFile;
import dev.mimo.door.cli.Check;
import dev.mimo.door.cli.Flags;
import dev.mimo.door.cli.Program;
import dev.mimo.door.http.HttpServer;
import dev.mimo.door.mcp.MemoryFeatures;
import dev.mimo.door.mcp.MimoMcp;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.mcp.stdio.StdioServer;
import dev.mimo.mcp.stdio.StdioSettings;
import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.news.ChangeFeed;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.UndoHandle;
import dev.mimo.tools.MemoryOpening;
import dev.mimo.tools.MemoryTools;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What the command line asks of Mimo: reads the settings, then opens only the rooms that the verb needs.
///
/// @param environment of the process
/// @param ending closes what is open when the process is told to end
record WholeProgram(Map<String, String> environment, Ending ending) implements Program {
    private static final Duration OPENING = Duration.ofSeconds(30);

    @Override
    public String version() {
        Package own = WholeProgram.class.getPackage();
        String version = own == null ? null : own.getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public Path home(Flags flags) {
        return flags.home() == null ? Settings.home(environment) : flags.home().toAbsolutePath();
    }

    @Override
    public void check(Flags flags) {
        if (!flags.settings().isEmpty()) {
            settings(flags);
        }
    }

    @Override
    public MemoryCalls openMemory(Flags flags) {
        return open(settings(flags));
    }

    /// The memory of this process; closing it closes all that was opened for it.
    private MemoryCalls open(Settings settings) {
        Mimo mimo = ending.register(Mimo.open(settings, Clock.systemUTC()));
        return mimo.owned();
    }

    @Override
    public void serve(Flags flags, Consumer<URI> ready) {
        Settings settings = settings(flags);
        if (RunningServer.find(settings.home()) instanceof RunningServer.Found(ServerFile other)) {
            throw new RefusedException(new Refusal.Conflict(
                    "A server already runs on this data, at " + other.address() + " (process " + other.pid() + ").",
                    "Use that one, stop it first, or set MIMO_HOME to other data."));
        }
        try (Mimo mimo = ending.register(Mimo.open(settings, Clock.systemUTC()))) {
            ServerFile file = listen(mimo);
            try (ServerMark _ = ending.register(new ServerMark(file, settings.home()))) {
                ready.accept(file.address());
                mimo.warm();
                // ends with the process, by a signal
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ServerFile listen(Mimo mimo) {
        ServerFile unbound = new ServerFile(URI.create("http://127.0.0.1"), ProcessHandle.current().pid(),
                Micros.instant(Micros.floor(Instant.now())), version(), UndoHandle.create().value());
        HttpServer server = mimo.listen(unbound);
        return new ServerFile(server.localAddress(), unbound.pid(), unbound.startedAt(), unbound.version(),
                unbound.token());
    }

    /// `server.json`, for as long as the server runs.
    private record ServerMark(ServerFile file, Path home) implements AutoCloseable {
        ServerMark {
            file.write(home);
        }

        @Override
        public void close() {
            file.remove(home);
        }
    }

    @Override
    public void stdio(Flags flags) {
        OutputStream out = StdioServer.takeStandardOutput();
        Clock clock = Clock.systemUTC();
        try (ChangeFeed news = Mimo.feed(() -> settings(flags));
                MemoryOpening opening = new MemoryOpening(() -> attachOrOpen(flags, news), OPENING)) {
            Supplier<Namespace> namespace = () -> settings(flags).mcp().namespace();
            new StdioServer(System.in, out, MimoMcp.server(version(), () -> {
                ToolRegistry tools = new ToolRegistry();
                tools.register(new MemoryTools(opening, namespace.get(), clock));
                return tools;
            }, MemoryFeatures.of(opening, namespace, clock, news)), StdioSettings.defaults(), opening::start).run();
        }
    }

    private MemoryCalls attachOrOpen(Flags flags, ChangeFeed news) {
        Settings settings = settings(flags);
        MemoryCalls memory = RunningServer.find(settings.home()) instanceof RunningServer.Found(ServerFile server)
                ? new RemoteMemoryCalls(server)
                : open(settings);
        ending.register(news);
        return memory;
    }

    @Override
    public List<Check> checks(Flags flags, RunningServer server) {
        try {
            return new RoomChecks(settings(flags), server).run();
        } catch (RefusedException e) {
            return List.of(Check.bad("settings", e.refusal().detail(), e.refusal().remedy()));
        }
    }

    private Settings settings(Flags flags) {
        return Settings.load(home(flags), environment, flags.settings());
    }
}
