package dev.mimo.door.chat;

import dev.mimo.cortex.ConversationMemory;
import dev.mimo.cortex.CortexRoom;
import dev.mimo.cortex.PendingResult;
import dev.mimo.cortex.Recollection;
import dev.mimo.cortex.RememberedStatements;
import dev.mimo.json.Json;
import dev.mimo.models.language.ChatJson;
import dev.mimo.models.language.ChunkSink;
import dev.mimo.models.language.LanguageModels;
import dev.mimo.models.language.ModelOutcome;
import dev.mimo.models.language.ModelOutcome.Answered;
import dev.mimo.models.language.ModelOutcome.BrokenOff;
import dev.mimo.models.language.ModelOutcome.NoneLeft;
import dev.mimo.models.language.ModelOutcome.Streamed;
import dev.mimo.models.language.RefusedByModelException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers a turn of a conversation: recalls for it, asks the language models, remembers what the user stated, and says
/// under `mimo` what came of all that. Without a model, or when all fail, the answer is what is remembered.
final class ModelConversation {
    /// Where the memory is all there is to answer from.
    private static final Duration EXTRACTIVE_PATIENCE = Duration.ofSeconds(10);

    private final CortexRoom cortex;

    ModelConversation(CortexRoom cortex) {
        this.cortex = cortex;
    }

    LanguageModels models() {
        return cortex.models();
    }

    /// @param chat in the inner form, with sound messages
    /// @return a `chat.completion`, with `mimo` in it
    /// @throws RefusedByModelException when a provider finds fault with the request
    ObjectNode complete(ObjectNode chat, TurnTerms terms) throws RefusedByModelException {
        Turn turn = new Turn(chat, terms);
        ModelOutcome outcome = turn.isExtractive
                ? new NoneLeft(List.of())
                : models().complete(turn.forModels(), terms.stopper());
        ObjectNode answer = outcome instanceof Answered(String _, ObjectNode written, List<String> _)
                ? written
                : turn.extractive(outcome).completion();
        return answer.set("mimo", turn.note(outcome));
    }

    /// The same as `chat.completion.chunk`s; the last has `mimo` in it.
    ///
    /// @throws IOException when the sink throws it
    void stream(ObjectNode chat, TurnTerms terms, ChunkSink sink) throws RefusedByModelException, IOException {
        Turn turn = new Turn(chat, terms);
        HeldEnd end = new HeldEnd(sink);
        ModelOutcome outcome = turn.isExtractive
                ? new NoneLeft(List.of())
                : models().stream(turn.forModels(), terms.stopper(), end);
        switch (outcome) {
            case NoneLeft _ when terms.stopper().isStopped() -> throw new IOException("the caller is gone");
            case NoneLeft _ -> {
                for (ObjectNode chunk : turn.extractive(outcome).chunks()) {
                    end.chunk(chunk);
                }
            }
            // cut off, as a caller knows it from an answer that grew too long: nobody else can go on with it
            case BrokenOff _ -> end.breakOff();
            case Streamed _,Answered _ -> {
            }
        }
        end.finish(turn.note(outcome));
    }

    /// Keeps back whatever ends the answer, which is to say more.
    private static final class HeldEnd implements ChunkSink {
        private final ChunkSink sink;
        private final List<ObjectNode> held = new ArrayList<>();
        private @Nullable ObjectNode last;

        HeldEnd(ChunkSink sink) {
            this.sink = sink;
        }

        @Override
        public void chunk(ObjectNode chunk) throws IOException {
            last = chunk;
            if (!held.isEmpty() || ChatJson.isClosing(chunk)) {
                held.add(chunk);
            } else {
                sink.chunk(chunk);
            }
        }

        void breakOff() {
            ObjectNode like = last;
            if (held.isEmpty() && like != null) {
                held.add(ChatJson.chunk(like.path("id").asString(""), like.path("model").asString(""), Json.object(),
                        "length"));
            }
        }

        void finish(ObjectNode note) throws IOException {
            held.getLast().set("mimo", note);
            for (ObjectNode chunk : held) {
                sink.chunk(chunk);
            }
        }
    }

    /// One turn while it is answered.
    private final class Turn {
        private final ObjectNode chat;
        private final TurnTerms terms;
        private final ChatMessages messages;
        private final boolean isExtractive;
        private final ConversationMemory memory = cortex.conversations();
        private final @Nullable PendingResult<Recollection> recalling;
        private Recollection recalled;
        private @Nullable PendingResult<RememberedStatements> remembering;
        private RememberedStatements remembered = RememberedStatements.NONE;

        Turn(ObjectNode chat, TurnTerms terms) {
            this.chat = chat;
            this.terms = terms;
            messages = ChatMessages.of(chat);
            isExtractive = models().isEmpty() || chat.path("model").asString("").equals(ExtractiveAnswer.MODEL);
            Duration deadline = isExtractive ? EXTRACTIVE_PATIENCE : memory.settings().recallDeadline();
            recalling = terms.use().reads()
                    // half of it for waiting, and half for the search
                    ? memory.recall(terms.namespace(), messages.lastSaid(), deadline.dividedBy(2))
                    : null;
            recalled = recalling == null ? Recollection.NONE : recalling.await(deadline);
            if (terms.use().writes() && messages.isUsersTurn()) {
                // after recalling, or the answer would be made of the question
                remembering = memory.remember(terms.namespace(), messages.lastSaid());
            }
        }

        ObjectNode forModels() {
            return messages.withContext(cortex.fence().around(recalled.hits()));
        }

        ExtractiveAnswer extractive(ModelOutcome outcome) {
            if (recalling != null && recalled.degraded().contains("memory")) {
                recalled = recalling.await(EXTRACTIVE_PATIENCE);
            }
            awaitRemembered();
            return new ExtractiveAnswer(chat, text(outcome));
        }

        private String text(ModelOutcome outcome) {
            StringBuilder text = new StringBuilder();
            if (!remembered.ids().isEmpty()) {
                text.append("Remembered.\n");
            } else if (recalled.hits().isEmpty()) {
                text.append("Nothing that I remember fits this.\n");
            }
            text.append(cortex.fence().asAnswer(recalled.hits()));
            if (!outcome.failures().isEmpty()) {
                text.append("No language model answered, so this is taken from memory as it stands.\n");
            }
            return text.toString().strip();
        }

        private void awaitRemembered() {
            PendingResult<RememberedStatements> pending = remembering;
            if (pending != null) {
                remembered = pending.await(memory.settings().rememberTimeout());
                remembering = null;
            }
        }

        ObjectNode note(ModelOutcome outcome) {
            awaitRemembered();
            ObjectNode note = Json.object().put("namespace", terms.namespace().value());
            addAll(note.putArray("memories_used"), recalled.ids());
            if (!remembered.ids().isEmpty()) {
                addAll(note.putArray("remembered"), remembered.ids());
            }
            String provider = switch (outcome) {
                case Answered(String name, ObjectNode _, List<String> _) -> name;
                case Streamed(String name, List<String> _) -> name;
                case BrokenOff(String name, List<String> _) -> name;
                case NoneLeft _ -> null;
            };
            if (provider != null) {
                note.put("provider", provider);
            }
            List<String> degraded = new ArrayList<>(recalled.degraded());
            degraded.addAll(remembered.degraded());
            List<String> reasons = new ArrayList<>(recalled.reasons());
            reasons.addAll(remembered.reasons());
            if (!outcome.failures().isEmpty()) {
                degraded.add("model");
                reasons.addAll(outcome.failures());
            }
            if (!degraded.isEmpty()) {
                addAll(note.putArray("degraded"), degraded);
                addAll(note.putArray("reasons"), reasons);
            }
            return note;
        }

        private static void addAll(ArrayNode into, List<String> texts) {
            texts.forEach(into::add);
        }
    }
}
