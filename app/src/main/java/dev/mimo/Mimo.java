package dev.mimo;

import dev.mimo.call.LocalClient;
import dev.mimo.call.OperationClient;
import dev.mimo.call.UndoOperation;
import dev.mimo.memory.SearchText;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.MemoryRoom;
import dev.mimo.models.ModelHost;
import dev.mimo.procedures.definition.DefinitionReader;
import dev.mimo.procedures.operation.ProcedureHandlers;
import dev.mimo.procedures.operation.ProcedureOperations;
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
import dev.mimo.terms.UndoStore;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.TokenVectors;
import dev.mimo.vector.VectorQuantizer;
import dev.mimo.words.TextAnalyzer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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
    private final SkillsOpener skills;
    private final LocalClient calls = new LocalClient();

    private Mimo(Settings settings, Clock clock, MemoryOperations operations) {
        try {
            meters = open(new MetricsRegistry());
            DotKernels kernels = DotKernels.best();
            models = open(ModelHost.of(settings.embedding(), Settings.dist(), clock, meters.registry()));
            Supplier<VectorQuantizer> quantizer = new ModelQuantizer(models);
            TokenVectors tokenVectors = new TokenVectors(quantizer, kernels);

            Storage storage = open(Storage.open(settings.database(), settings.storage()));
            SqliteMemoryStore store = open(new SqliteMemoryStore(storage,
                    new SearchParts(SearchText::words, new TextAnalyzer(), quantizer, kernels), clock));
            memory = open(MemoryRoom.open(
                    new MemoryRoom.Parts(store, store.backlog(), store.transfer(), models, tokenVectors, clock,
                            meters.registry(), settings.home()),
                    operations, settings.memory(), settings.recall()));

            memory.bind(calls);
            UndoStore undo = new SqliteUndoStore(storage, clock, List.of(store.reversal()));
            calls.on(UndoOperation.undo(),
                    request -> memory.undone(undo.undo(request.namespace(), request.handle())));
            skills = open(new SkillsOpener(() -> settings, System.getenv(), meters::registry));
            skills.bind(calls);
            new ProcedureHandlers(ProcedureOperations.all(), new DefinitionReader(
                    name -> skills.registry().find(name) != null)).bind(calls);
            health.register("embedding", memory::health);
            health.register("storage", store);
            health.register("vectors", () -> new Health(Status.UP, Map.of("kernel", kernels.name())));
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /// Opens every room, and begins to embed what waits for it. Refuses when the data cannot be used.
    public static Mimo open(Settings settings, Clock clock) {
        return open(settings, clock, MemoryOperations.within(settings.memory(), settings.recall()));
    }

    /// The same with what was made of these settings already.
    static Mimo open(Settings settings, Clock clock, MemoryOperations operations) {
        return new Mimo(settings, clock, operations);
    }

    /// News of what is changed in the memory of a home directory, by whichever process; opens nothing yet.
    ///
    /// @param settings asked when somebody first wants to hear
    static ChangeFeed feed(Supplier<Settings> settings) {
        return new ChangeFeed(() -> new DataFileWatcher(settings.get().database(), settings.get().storage()));
    }

    /// Whoever answers every operation, for as long as this is open; closing them closes nothing.
    public LocalClient calls() {
        return calls;
    }

    /// The same for whoever owns this: closing them closes it.
    OperationClient owned() {
        return calls.closing(this::close);
    }

    public MemoryOperations operations() {
        return memory.operations();
    }

    MemoryRoom memory() {
        return memory;
    }

    SkillsOpener skills() {
        return skills;
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
