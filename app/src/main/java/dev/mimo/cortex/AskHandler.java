package dev.mimo.cortex;

import dev.mimo.cortex.AskOperation.AskAnswer;
import dev.mimo.cortex.AskOperation.AskRequest;
import dev.mimo.cortex.AskOperation.Citation;
import dev.mimo.cortex.AskOperation.ScoredSource;
import dev.mimo.cortex.ConversationMemory.RecallSource;
import dev.mimo.json.Json;
import dev.mimo.memory.recall.Recalled;
import dev.mimo.memory.recall.Recalled.Hit;
import dev.mimo.models.language.CallStopper;
import dev.mimo.models.language.ChatJson;
import dev.mimo.models.language.LanguageModels;
import dev.mimo.models.language.ModelOutcome;
import dev.mimo.models.language.ModelOutcome.Answered;
import dev.mimo.models.language.RefusedByModelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers questions from memory. A language model only ever words what was recalled; where nothing fits, none is
/// asked.
final class AskHandler {
    private static final int MEMORIES_MAX = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String INSTRUCTIONS = """
            Answer the user's question from the notes that stand before it, and from nothing else. Be brief. Behind \
            each statement put the id of the note that it rests on in square brackets. If the notes do not answer the \
            question, say so.""";
    private static final String KIND = "memory";

    private final RecallSource recalls;
    private final MemoryFence fence;
    private final Supplier<LanguageModels> models;

    AskHandler(RecallSource recalls, MemoryFence fence, Supplier<LanguageModels> models) {
        this.recalls = recalls;
        this.fence = fence;
        this.models = models;
    }

    AskAnswer answer(AskRequest request) {
        Recalled recalled = recalls.recall(request.namespace(), request.question(), MEMORIES_MAX, request.maxTokens(),
                PATIENCE);
        List<Hit> hits = recalled.hits();
        List<String> degraded = new ArrayList<>(recalled.degraded());
        List<String> reasons = new ArrayList<>();
        if (recalled.remedy() != null) {
            reasons.add(recalled.remedy());
        }
        List<ScoredSource> found = request.explain()
                ? hits.stream().map(hit -> new ScoredSource(KIND, id(hit), hit.score())).toList()
                : null;
        if (hits.isEmpty()) {
            return new AskAnswer("Nothing that I remember fits this.", List.of(), null, degraded, reasons, true, found);
        }
        ObjectNode written = written(request, hits, degraded, reasons);
        String text = written == null
                ? fence.asAnswer(hits).strip()
                : ChatJson.text(written.path("choices").path(0).path("message").path("content"));
        List<String> cited = hits.stream().map(AskHandler::id).filter(id -> written == null || text.contains(id))
                .toList();
        // one that cites nothing rests on all that it was given
        List<String> ids = cited.isEmpty() ? hits.stream().map(AskHandler::id).toList() : cited;
        return new AskAnswer(text, ids.stream().map(id -> new Citation(KIND, id)).toList(),
                written == null ? null : written.path("model").asString(""), degraded, reasons, null, found);
    }

    private static String id(Hit hit) {
        return hit.memory().id().value();
    }

    /// A model's answer; absent when none is wanted, or none answers.
    private @Nullable ObjectNode written(AskRequest request, List<Hit> hits, List<String> degraded,
            List<String> reasons) {
        if (request.model().equals(AskOperation.NONE) || models.get().isEmpty()) {
            return null;
        }
        ObjectNode chat = Json.object().put("model", request.model());
        ArrayNode messages = chat.putArray("messages");
        messages.addObject().put("role", "system").put("content", INSTRUCTIONS);
        messages.addObject().put("role", "user").put("content", fence.around(hits) + "\n" + request.question());
        try {
            ModelOutcome outcome = models.get().complete(chat, new CallStopper());
            reasons.addAll(outcome.failures());
            if (!outcome.failures().isEmpty()) {
                degraded.add("model");
            }
            return outcome instanceof Answered(String _, ObjectNode answer, List<String> _) ? answer : null;
        } catch (RefusedByModelException e) {
            degraded.add("model");
            reasons.add(e.provider() + " refused the request: " + e.reason());
            return null;
        }
    }
}
