package dev.mimo.cortex;

import dev.mimo.call.Operation.Call;
import dev.mimo.call.OperationClient;
import dev.mimo.memory.Details;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Trust;
import dev.mimo.memory.operation.MemoryAnswers.BatchAnswer;
import dev.mimo.memory.operation.MemoryRequests.BatchItem;
import dev.mimo.memory.operation.MemoryRequests.BatchRequest;
import dev.mimo.memory.operation.MemoryRequests.WriteWait;
import dev.mimo.memory.recall.Recalled;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/// The memory of conversations: recalls for them without holding them up, and remembers what users state in them.
public final class ConversationMemory {
    /// A longer message is cut for the search: what it asks stands at its beginning or its end.
    private static final int QUESTION_HALF = 1_000;
    private static final int AT_ONCE = 32;
    private static final String SOURCE = "conversation";
    private static final String SPEAKER = "user";

    private final RecallSource source;
    private final OperationClient calls;
    private final Call<BatchRequest, BatchAnswer> rememberAll;
    private final ConversationSettings settings;
    private final Semaphore recalls = new Semaphore(AT_ONCE);
    private final Semaphore writes = new Semaphore(AT_ONCE);

    /// Recalls within limits; see `MemoryRoom.recall`.
    @FunctionalInterface
    public interface RecallSource {
        Recalled recall(Namespace namespace, String text, int limit, int maxTokens, Duration patience);
    }

    public ConversationMemory(RecallSource source, OperationClient calls, Call<BatchRequest, BatchAnswer> rememberAll,
            ConversationSettings settings) {
        this.source = source;
        this.calls = calls;
        this.rememberAll = rememberAll;
        this.settings = settings;
    }

    public ConversationSettings settings() {
        return settings;
    }

    /// Begins to recall what fits a message.
    ///
    /// @param patience how long the search may wait for the model and for what was written a moment ago
    public PendingResult<Recollection> recall(Namespace namespace, String message, Duration patience) {
        String question = question(message);
        if (question.isBlank()) {
            return PendingResult.done(Recollection.NONE);
        }
        return PendingResult.begin(recalls, () -> recollection(namespace, question, patience),
                reason -> Recollection.without("recalling " + reason));
    }

    private Recollection recollection(Namespace namespace, String question, Duration patience) {
        try {
            Recalled recalled = source.recall(namespace, question, settings.memoriesMax(), settings.memoryTokens(),
                    patience);
            String remedy = recalled.remedy();
            return new Recollection(recalled.hits(), recalled.degraded(),
                    remedy == null ? List.of() : List.of(remedy));
        } catch (RefusedException e) {
            return Recollection.without("recalling was refused: " + e.refusal().detail());
        }
    }

    private static String question(String message) {
        String text = message.strip();
        if (text.length() <= 2 * QUESTION_HALF) {
            return text;
        }
        int head = Character.isHighSurrogate(text.charAt(QUESTION_HALF - 1)) ? QUESTION_HALF - 1 : QUESTION_HALF;
        int tail = text.length() - QUESTION_HALF;
        return text.substring(0, head) + "\n" + text.substring(Character.isLowSurrogate(text.charAt(tail))
                ? tail + 1
                : tail);
    }

    /// Begins to remember what a user's message states.
    public PendingResult<RememberedStatements> remember(Namespace namespace, String message) {
        List<SaidStatement> said = StatementRules.of(message);
        if (said.isEmpty()) {
            return PendingResult.done(RememberedStatements.NONE);
        }
        return PendingResult.begin(writes, () -> stored(namespace, said),
                reason -> RememberedStatements.failed("remembering " + reason));
    }

    private RememberedStatements stored(Namespace namespace, List<SaidStatement> said) {
        List<BatchItem> items = said.stream().map(ConversationMemory::memory)
                .map(memory -> new BatchItem(null, memory)).toList();
        try {
            List<Receipt> receipts =
                    calls.call(rememberAll, new BatchRequest(namespace, items, WriteWait.DURABLE)).receipts();
            return new RememberedStatements(receipts.stream()
                    .filter(receipt -> receipt.status() == Receipt.Status.STORED)
                    .map(receipt -> Objects.requireNonNull(receipt.id())).toList(), List.of(), List.of());
        } catch (RefusedException e) {
            return RememberedStatements.failed("remembering was refused: " + e.refusal().detail());
        }
    }

    private static NewMemory memory(SaidStatement said) {
        return NewMemory.of(new Details(said.text(), said.category(), said.importance(), List.of(), "{}", SOURCE, null,
                SPEAKER, Trust.USER, null));
    }
}
