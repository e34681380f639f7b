package dev.mimo.memory.operation;

import dev.mimo.call.LocalClient;
import dev.mimo.memory.EchoGuard;
import dev.mimo.memory.EmbeddingBacklog;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Indexing;
import dev.mimo.memory.Memories;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.MemoryStore;
import dev.mimo.memory.PassageEmbedder;
import dev.mimo.memory.recall.Effort;
import dev.mimo.memory.recall.FreshVectors;
import dev.mimo.memory.recall.LateInteraction;
import dev.mimo.memory.recall.Question;
import dev.mimo.memory.recall.Recall;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.memory.recall.Recalled;
import dev.mimo.memory.transfer.Exporter;
import dev.mimo.memory.transfer.Importer;
import dev.mimo.memory.transfer.TransferStore;
import dev.mimo.memory.transfer.format.ImportLimits;
import dev.mimo.models.ModelHost;
import dev.mimo.telemetry.HealthProbe.Health;
import dev.mimo.telemetry.HealthProbe.Status;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.vector.TokenVectors;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/// The memory, opened: it embeds in the background what waits for that, and answers its operations.
public final class MemoryRoom implements AutoCloseable {
    private final Indexing indexing;
    private final Memories memories;
    private final Recall recall;
    private final MemoryOperations operations;
    private final TransferHandlers transfer;
    private final ModelHost models;
    private final RecallSettings recallSettings;

    /// What a memory is made with.
    ///
    /// @param folder for what is only there for a while
    public record Parts(MemoryStore store, EmbeddingBacklog backlog, TransferStore transfer, ModelHost models,
            TokenVectors tokenVectors, InstantSource clock, MeterRegistry meters, Path folder) {}

    private MemoryRoom(Parts parts, MemoryOperations operations, MemorySettings settings,
            RecallSettings recallSettings) {
        this.operations = operations;
        models = parts.models();
        this.recallSettings = recallSettings;
        indexing = new Indexing(parts.backlog(), parts.models(), new PassageEmbedder(parts.tokenVectors()),
                Runtime.getRuntime().availableProcessors(), settings.nearDuplicateAt());
        EchoGuard echoes = new EchoGuard(parts.store(), parts.clock(), settings.echoWindow());
        memories = new Memories(parts.store(), indexing, echoes, parts.clock(), parts.meters());
        recall = new Recall(new Recall.Parts(parts.store(), parts.models(),
                new LateInteraction(parts.store(), parts.tokenVectors()), echoes,
                new FreshVectors(parts.store(), indexing)),
                recallSettings, parts.clock(), parts.meters());
        transfer = new TransferHandlers(TransferOperations.within(settings),
                new Exporter(parts.transfer(), parts.clock()),
                new Importer(parts.transfer(), settings, ImportLimits.defaults(), indexing::wake), parts.folder());
    }

    /// Opens the memory, and begins to embed what waits for it.
    ///
    /// @param operations with the bounds of these settings
    public static MemoryRoom open(Parts parts, MemoryOperations operations, MemorySettings settings,
            RecallSettings recall) {
        MemoryRoom room = new MemoryRoom(parts, operations, settings, recall);
        room.indexing.start();
        return room;
    }

    public MemoryOperations operations() {
        return operations;
    }

    /// The embedding model in use.
    public ModelHost models() {
        return models;
    }

    /// What fits a text best, within the usual limits of scores: for one who may not wait.
    ///
    /// @param text not blank
    /// @param limit most memories
    /// @param maxTokens of their contents
    /// @param patience see `Question`
    public Recalled recall(Namespace namespace, String text, int limit, int maxTokens, Duration patience) {
        return recall.recall(namespace, new Question(text, Filter.ALL, limit, maxTokens, recallSettings.minScore(),
                Effort.NORMAL, recallSettings.weights(), false, 0, patience));
    }

    /// Answers the memory's operations through these.
    public void bind(LocalClient calls) {
        new MemoryHandlers(operations, memories, recall).bind(calls);
        transfer.bind(calls);
    }

    /// Something was undone: perhaps memories, which then may want embedding.
    ///
    /// @return the same receipt
    public Receipt undone(Receipt receipt) {
        memories.undone(receipt);
        return receipt;
    }

    /// How many memories wait for vectors of the model in use.
    public long pending() {
        return indexing.pending();
    }

    /// Of the model, and how embedding in the background goes.
    public Health health() {
        Health model = models.health();
        Map<String, Object> facts = new TreeMap<>(model.facts());
        facts.put("pending", pending());
        if (indexing.failed() > 0) {
            facts.put("left_to_words", indexing.failed());
        }
        String trouble = indexing.trouble();
        if (trouble != null) {
            facts.put("trouble", trouble);
        }
        return new Health(trouble != null && model.status() == Status.UP ? Status.DEGRADED : model.status(), facts);
    }

    @Override
    public void close() {
        indexing.close();
    }
}
