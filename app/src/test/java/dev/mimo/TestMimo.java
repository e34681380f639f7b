package dev.mimo;

import dev.mimo.attach.ServerFile;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.OperationClient;
import dev.mimo.call.UndoOperation;
import dev.mimo.memory.Trust;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.terms.Namespace;
import dev.mimo.tools.MemoryConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A real Mimo whose embedding model is missing: so nothing waits for it, and all stays pending. Operations are called
/// with JSON, as the doors read it.
public final class TestMimo implements AutoCloseable {
    private final Settings settings;
    private final Clock clock;
    private final Mimo mimo;
    private @Nullable HttpDoors doors;

    private TestMimo(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.mimo = Mimo.open(settings, clock);
    }

    /// @param settings besides the model, by key
    public static TestMimo open(Path home, Clock clock, Map<String, String> settings) {
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("embedding.model", "missing");
        flags.put("http.port", "0");
        return new TestMimo(Settings.load(home, Map.of(), flags), clock);
    }

    /// One with the bundled model.
    public static TestMimo withModel(Path home) {
        return with(home, Map.of());
    }

    /// One with these settings and no others.
    public static TestMimo with(Path home, Map<String, String> settings) {
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("http.port", "0");
        return new TestMimo(Settings.load(home, Map.of(), flags), Clock.systemUTC());
    }

    public static TestMimo open(Path home) {
        return open(home, Clock.systemUTC(), Map.of());
    }

    public Mimo mimo() {
        return mimo;
    }

    public OperationClient calls() {
        return mimo.calls();
    }

    public MemoryOperations operations() {
        return mimo.operations();
    }

    /// As a client of MCP has it.
    public MemoryConnection connection(String namespace, Clock now) {
        return new MemoryConnection(mimo::calls, mimo::operations, () -> new Namespace(namespace),
                settings.mcp()::trust, now);
    }

    /// As a client has it whose memories are of this trust.
    public MemoryConnection connection(String namespace, Supplier<Trust> trust) {
        return new MemoryConnection(mimo::calls, mimo::operations, () -> new Namespace(namespace), trust, clock);
    }

    public MemoryConnection connection(String namespace) {
        return connection(namespace, clock);
    }

    public <Q, A> ObjectNode call(Function<MemoryOperations, Call<Q, A>> which, ObjectNode request) {
        return which.apply(operations()).json(calls(), request);
    }

    public ObjectNode undo(ObjectNode request) {
        return UndoOperation.undo().json(calls(), request);
    }

    /// Opens the HTTP door, once, and says where.
    public URI listen() {
        doors = new HttpDoors(mimo, settings, clock,
                new ServerFile(URI.create("http://unbound"), 1, clock.instant(), "0", "token"));
        return doors.address();
    }

    @Override
    public void close() {
        if (doors != null) {
            doors.close();
        }
        mimo.close();
    }
}
