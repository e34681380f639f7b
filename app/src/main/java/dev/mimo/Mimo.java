package dev.mimo;

import dev.mimo.call.Calls;
import dev.mimo.call.LocalCalls;
import dev.mimo.call.UndoOperation;
import dev.mimo.memory.SearchText;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.MemoryRoom;
import dev.mimo.models.ModelHost;
import dev.mimo.storage.DataFileWatcher;
import dev.mimo.storage.Storage;
import dev.mimo.storage.feed.ChangeFeed;
import dev.mimo.storage.memory.SqliteMemoryStore;
import dev.mimo.storage.memory.SqliteMemoryStore.SearchParts;
import dev.mimo.storage.undo.SqliteUndoStore;
import dev.mimo.telemetry.HealthBoard;
import dev.mimo.telemetry.HealthProbe.Health;
import dev.mimo.telemetry.HealthProbe.Status;
import dev.mimo.telemetry.MetricsRegistry;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoStore;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.TokenVectors;
import dev.mimo.vector.VectorQuantizer;
import dev.mimo.words.TextAnalyzer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// The composition root: opens every room in order and closes them in reverse. Read it as the table of contents; what
/// is mounted on HTTP is in `HttpDoors`, and what each verb opens in `WholeProgram`.
public final class Mimo implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final MetricsRegistry meters;
    private final HealthBoard health = new HealthBoard();
    private final ModelHost models;
    private final MemoryRoom memory;
    private final UndoStore undo;
    private final LocalCalls calls = new LocalCalls();

    private Mimo(Settings settings, Clock clock) {
        try {
            meters = open(new MetricsRegistry());
            DotKernels kernels = DotKernels.best();
            models = open(ModelHost.of(settings.embedding(), dist(), clock, meters.registry()));
            VectorQuantizer quantizer = new VectorQuantizer(models.dimension());
            TokenVectors tokenVectors = new TokenVectors(quantizer, kernels);

            Storage storage = open(Storage.open(database(settings.home()), settings.storage()));
            SqliteMemoryStore store = open(new SqliteMemoryStore(storage,
                    new SearchParts(SearchText::words, new TextAnalyzer(), quantizer, kernels), clock));
            memory = open(MemoryRoom.open(
                    new MemoryRoom.Parts(store, store.backlog(), store.transfer(), models, tokenVectors, clock,
                            meters.registry(), settings.home()),
                    settings.memory(), settings.recall()));

            memory.bind(calls);
            undo = new SqliteUndoStore(storage, clock, List.of(store.reversal()));
            calls.on(UndoOperation.undo(), this::undo);
            health.register("embedding", this::embeddingHealth);
            health.register("storage", store);
            health.register("vectors", () -> new Health(Status.UP, Map.of("kernel", kernels.name())));
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /// Opens every room, and begins to embed what waits for it.
    ///
    /// Refuses when the data cannot be used.
    public static Mimo open(Settings settings, Clock clock) {
        return new Mimo(settings, clock);
    }

    /// Where the data of a home directory is.
    static Path database(Path home) {
        return home.resolve("mimo.db");
    }

    /// News of what is changed in the memory of a home directory, by whichever process; opens nothing yet.
    ///
    /// @param settings asked when somebody first wants to hear
    static ChangeFeed feed(Supplier<Settings> settings) {
        return new ChangeFeed(() -> new DataFileWatcher(database(settings.get().home()), settings.get().storage()));
    }

    /// Where the build laid out what runs: `models/`, `native/`.
    static Path dist() {
        String said = System.getProperty("mimo.dist");
        if (said == null) {
            throw new IllegalStateException("mimo.dist is not set; start Mimo with its launcher");
        }
        return Path.of(said);
    }

    /// Whoever answers every operation, for as long as this is open; closing them closes nothing.
    public LocalCalls calls() {
        return calls;
    }

    /// The same for whoever owns this: closing them closes it.
    Calls owned() {
        return calls.closing(this::close);
    }

    public MemoryOperations operations() {
        return memory.operations();
    }

    MemoryRoom memory() {
        return memory;
    }

    MetricsRegistry meters() {
        return meters;
    }

    HealthBoard health() {
        return health;
    }

    /// Begins to load the model, which takes a core for a while; a server does it once it answers.
    public void warm() {
        models.start();
    }

    private UndoOperation.Written undo(UndoOperation.Request request) {
        Receipt receipt = undo.undo(request.namespace(), request.handle());
        memory.undone(receipt);
        return new UndoOperation.Written(receipt);
    }

    private Health embeddingHealth() {
        Health model = models.health();
        Health background = memory.health();
        Map<String, Object> facts = new TreeMap<>(model.facts());
        facts.putAll(background.facts());
        return new Health(model.status() == Status.UP ? background.status() : model.status(), facts);
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
                LoggerFactory.getLogger(Mimo.class).warn("A room did not close.", e);
            }
        }
    }
}
