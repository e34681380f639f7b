package dev.mimo;

import dev.mimo.attach.OpeningClient;
import dev.mimo.attach.RemoteClient;
import dev.mimo.attach.RunningServer;
import dev.mimo.attach.ServerFile;
import dev.mimo.call.OperationClient;
import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.DoctorCheck;
import dev.mimo.door.cli.SettingOverrides;
import dev.mimo.door.mcp.MimoMcp;
import dev.mimo.facts.operation.FactOperations;
import dev.mimo.mcp.stdio.StdioServer;
import dev.mimo.mcp.stdio.StdioSettings;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.feed.ChangeFeed;
import dev.mimo.telemetry.HeapTrimmer;
import dev.mimo.terms.Micros;
import dev.mimo.terms.UndoHandle;
import dev.mimo.tools.MemoryConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
record WholeProgram(Map<String, String> environment, SignalShutdown ending) implements CliBackend {
    private static final Duration OPENING = Duration.ofSeconds(30);

    @Override
    public String version() {
        return ProgramVersion.current();
    }

    @Override
    public Path home(SettingOverrides flags) {
        return flags.home() == null
                ? Settings.home(environment)
                : SettingValue.path(flags.home().toString()).toAbsolutePath();
    }

    @Override
    public void check(SettingOverrides flags) {
        if (!flags.settings().isEmpty()) {
            settings(flags);
        }
    }

    @Override
    public Rooms open(SettingOverrides flags) {
        Settings settings = settings(flags);
        Mimo mimo = ending.register(Mimo.open(settings, Clock.systemUTC()));
        return new Rooms(mimo.owned(), mimo.operations(), FactOperations.within(settings.facts()), true);
    }

    @Override
    public void serve(SettingOverrides flags, Consumer<URI> ready) {
        Settings settings = settings(flags);
        if (RunningServer.find(settings.home()) instanceof RunningServer.Found(ServerFile other)) {
            throw new RefusedException(new Refusal.Conflict(
                    "A server already runs on this data, at " + other.address() + " (process " + other.pid() + ").",
                    "Use that one, stop it first, or set MIMO_HOME to other data."));
        }
        ServerFile unbound = new ServerFile(URI.create("http://127.0.0.1"), ProcessHandle.current().pid(),
                Micros.instant(Micros.floor(Instant.now())), version(), UndoHandle.create().value());
        try (HeapTrimmer _ = HeapTrimmer.start();
                Mimo mimo = ending.register(Mimo.open(settings, Clock.systemUTC()));
                HttpDoors doors = ending.register(new HttpDoors(mimo, settings, Clock.systemUTC(), unbound))) {
            ServerFile file = unbound.at(doors.address());
            try (ServerMark _ = ending.register(new ServerMark(file, settings.home()))) {
                ready.accept(file.address());
                mimo.warm();
                mimo.cortex().warm();
                // ends with the process, by a signal
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
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
    public void stdio(SettingOverrides flags) {
        OutputStream out = StdioServer.takeStandardOutput();
        Clock clock = Clock.systemUTC();
        Supplier<Settings> settings = new LazyValue<>(() -> settings(flags));
        Supplier<MemoryOperations> operations = new LazyValue<>(
                () -> MemoryOperations.within(settings.get().memory(), settings.get().recall()));
        try (ChangeFeed news = HomeFeed.of(settings);
                SkillsOpener skills =
                        ending.register(new SkillsOpener(settings, environment, SimpleMeterRegistry::new));
                OpeningClient opening = new OpeningClient(
                        () -> attachOrOpen(settings.get(), operations.get(), news, skills), OPENING)) {
            MemoryConnection memory = new MemoryConnection(opening, operations,
                    () -> settings.get().mcp().namespace(), () -> settings.get().mcp().trust(), clock);
            boolean written = new StdioServer(System.in, out, MimoMcp.server(version(), memory, news, skills.tools(),
                    () -> settings.get().tools()), StdioSettings.defaults(), opening::start).run();
            if (!written) {
                throw new RefusedException(new Refusal.Unavailable("The answers could not be written to standard "
                        + "output.", "Look whether the client has ended, or the disk is full.", Duration.ofSeconds(1)));
            }
        }
    }

    private OperationClient attachOrOpen(Settings settings, MemoryOperations operations, ChangeFeed news,
            SkillsOpener skills) {
        OperationClient calls = RunningServer.find(settings.home()) instanceof RunningServer.Found(ServerFile server)
                ? new RemoteClient(server)
                : ending.register(Mimo.open(settings, Clock.systemUTC(), operations, skills)).owned();
        ending.register(news);
        return calls;
    }

    @Override
    public List<DoctorCheck> checks(SettingOverrides flags, RunningServer server) {
        try {
            return new RoomChecks(settings(flags), server).run();
        } catch (RefusedException e) {
            return List.of(DoctorCheck.bad("settings", e.refusal().detail(), e.refusal().remedy()));
        }
    }

    private Settings settings(SettingOverrides flags) {
        return Settings.load(home(flags), environment, flags.settings());
    }
}
