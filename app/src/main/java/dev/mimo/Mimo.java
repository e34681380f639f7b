package dev.mimo;

import dev.mimo.call.LocalClient;
import dev.mimo.call.OperationClient;
import dev.mimo.call.UndoOperation;
import dev.mimo.cortex.CortexRoom;
import dev.mimo.facts.operation.FactsRoom;
import dev.mimo.gateway.search.ToolSearch;
import dev.mimo.memory.SearchText;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.MemoryRoom;
import dev.mimo.models.ModelHost;
import dev.mimo.procedures.definition.DefinitionReader;
import dev.mimo.procedures.operation.ProcedureHandlers;
import dev.mimo.procedures.operation.ProcedureOperations;
import dev.mimo.storage.Storage;
import dev.mimo.storage.facts.SqliteFactStore;
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
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// The composition root: opens every room in order and closes them in reverse. Read it as the table of contents; what
/// is mounted on HTTP is in `HttpDoors`, and what each verb opens in `WholeProgram`.
public final class Mimo implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final MetricsRegistry meters;
    private final HealthBoard health = new HealthBoard();
    private final ModelHost models;
    private final MemoryRoom memory;
    private final CortexRoom cortex;
    private final SkillsOpener skills;
    private final LocalClient calls = new LocalClient();

    /// @param given skills that somebody else opens and closes; absent for its own
    private Mimo(Settings settings, Clock clock, MemoryOperations operations, @Nullable SkillsOpener given) {
        try {
            meters = open(new MetricsRegistry());
            DotKernels kernels = DotKernels.best();
            models = open(ModelHost.of(settings.embedding(), Settings.dist(), clock, meters.registry()));
            Supplier<VectorQuantizer> quantizer = new ModelQuantizer(models);
            Storage storage = open(Storage.open(settings.database(), settings.storage()));
            SqliteMemoryStore store = open(new SqliteMemoryStore(storage,
                    new SearchParts(SearchText::words, new TextAnalyzer(), quantizer, kernels), clock,
                    SqliteFactStore.ofMemories()));
            memory = open(MemoryRoom.open(
                    new MemoryRoom.Parts(store, store.backlog(), store.transfer(), models,
                            new TokenVectors(quantizer, kernels), clock, meters.registry(), settings.home()),
                    operations, settings.memory(), settings.recall()));
            memory.bind(calls);
            SqliteFactStore facts = new SqliteFactStore(storage, clock);
            FactsRoom.open(facts, settings.facts(), clock, settings.home()).bind(calls);
            UndoStore undo = new SqliteUndoStore(storage, clock, facts.reversals(store.reversal()));
            calls.on(UndoOperation.undo(), each -> memory.undone(undo.undo(each.namespace(), each.handle())));
            cortex = open(CortexOpener.open(memory, calls, settings, clock, meters));
            skills = given != null ? given : open(new SkillsOpener(() -> settings, System.getenv(), meters::registry));
            skills.bind(calls, open(new ToolSearch(skills::registry, skills.used(), models, quantizer, kernels)));
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
        return new Mimo(settings, clock, MemoryOperations.within(settings.memory(), settings.recall()), null);
    }

    /// The same with what was made of these settings already, beside skills that are open.
    static Mimo open(Settings settings, Clock clock, MemoryOperations operations, SkillsOpener skills) {
        return new Mimo(settings, clock, operations, skills);
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

    CortexRoom cortex() {
        return cortex;
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
