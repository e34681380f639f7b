package dev.mimo.cortex;

import dev.mimo.call.LocalClient;
import dev.mimo.memory.operation.MemoryRoom;
import dev.mimo.models.language.LanguageModels;
import dev.mimo.models.language.LanguageSettings;
import dev.mimo.resilience.CallGuard.CallTools;
import dev.mimo.terms.Namespace;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Questions and conversations: opened with the memory, while the language models wait for the first who wants them.
public final class CortexRoom implements AutoCloseable {
    /// Where nothing is.
    private static final Namespace NOBODY = new Namespace("mimo-warm-up");

    private final CortexParts parts;
    private final MemoryFence fence;
    private @Nullable LanguageModels models;
    private @Nullable ConversationMemory conversations;

    /// What it is made with.
    ///
    /// @param visible see `MemoryFence`
    public record CortexParts(MemoryRoom memory, LocalClient calls, LanguageSettings models,
            ConversationSettings conversations, UnaryOperator<String> visible, Clock clock, MeterRegistry meters) {}

    public CortexRoom(CortexParts parts) {
        this.parts = parts;
        this.fence = new MemoryFence(parts.visible());
    }

    /// Answers what the room is asked through these.
    public void bind(LocalClient calls) {
        calls.on(AskOperation.ask(), new AskHandler(parts.memory()::recall, fence, this::models)::answer);
    }

    public synchronized LanguageModels models() {
        LanguageModels opened = models;
        if (opened == null) {
            opened = new LanguageModels(parts.models(), CallTools.of(parts.clock(), parts.meters()));
            models = opened;
        }
        return opened;
    }

    public synchronized ConversationMemory conversations() {
        ConversationMemory opened = conversations;
        if (opened == null) {
            opened = new ConversationMemory(parts.memory()::recall, parts.calls(),
                    parts.memory().operations().rememberAll(), parts.conversations());
            conversations = opened;
        }
        return opened;
    }

    /// Recalls once for nobody, in the background, so that the first who asks is not the one who waits for all that is
    /// done only once.
    public void warm() {
        conversations().recall(NOBODY, "What is remembered here?", Duration.ofSeconds(30));
    }

    public MemoryFence fence() {
        return fence;
    }

    @Override
    public synchronized void close() {
        if (models != null) {
            models.close();
        }
    }
}
