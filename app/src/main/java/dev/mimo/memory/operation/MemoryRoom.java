package dev.mimo.memory.operation;

import dev.mimo.call.LocalCalls;
import dev.mimo.call.UndoOperation;
import dev.mimo.memory.EchoGuard;
import dev.mimo.memory.EmbeddingBacklog;
import dev.mimo.memory.Indexing;
import dev.mimo.memory.Memories;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.MemoryStore;
import dev.mimo.memory.PassageEmbedder;
import dev.mimo.memory.recall.LateInteraction;
import dev.mimo.memory.recall.Recall;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.models.ModelHost;
import dev.mimo.vector.TokenVectors;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/// The memory, opened: it embeds in the background what waits for that, and answers its operations.
public final class MemoryRoom implements AutoCloseable {
    private final Indexing indexing;
    private final Memories memories;
    private final Recall recall;
    private final MemoryOperations operations;

    /// What a memory is made with.
    public record Parts(MemoryStore store, EmbeddingBacklog backlog, ModelHost models, TokenVectors tokenVectors,
            InstantSource clock, MeterRegistry meters) {}

    private MemoryRoom(Parts parts, MemorySettings settings, RecallSettings recallSettings) {
        indexing = new Indexing(parts.backlog(), parts.models(), new PassageEmbedder(parts.tokenVectors()),
                Runtime.getRuntime().availableProcessors(), settings.nearDuplicateAt());
        EchoGuard echoes = new EchoGuard(parts.store(), parts.clock(), settings.echoWindow());
        memories = new Memories(parts.store(), indexing, echoes, parts.clock(), parts.meters());
        recall = new Recall(new Recall.Parts(parts.store(), parts.models(),
                new LateInteraction(parts.store(), parts.tokenVectors()), echoes),
                recallSettings, parts.clock(), parts.meters());
        operations = MemoryOperations.within(settings, recallSettings);
    }

    /// Opens the memory, and begins to embed what waits for it.
    public static MemoryRoom open(Parts parts, MemorySettings settings, RecallSettings recall) {
        MemoryRoom room = new MemoryRoom(parts, settings, recall);
        room.indexing.start();
        return room;
    }

    public MemoryOperations operations() {
        return operations;
    }

    /// Answers the memory's operations through these.
    public void bind(LocalCalls calls) {
        new MemoryHandlers(operations, memories, recall).bind(calls);
    }

    /// Takes a write back.
    public UndoOperation.Written undo(UndoOperation.Request request) {
        return new UndoOperation.Written(memories.undo(request.namespace(), request.handle()));
    }

    /// How many memories wait for vectors of the model in use.
    public long pending() {
        return indexing.pending();
    }

    @Override
    public void close() {
        indexing.close();
    }
}
