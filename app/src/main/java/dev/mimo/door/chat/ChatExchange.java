package dev.mimo.door.chat;

import dev.mimo.door.chat.ChatWire.StreamWriter;
import dev.mimo.door.http.HttpExchange;
import dev.mimo.door.http.SseStream;
import dev.mimo.models.language.CallStopper;
import dev.mimo.models.language.RefusedByModelException;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One request at a model door: reads it, has it answered, and writes the answer.
record ChatExchange(ModelConversation conversation, ChatWire wire) {
    private static final String NAMESPACE = "X-Mimo-Namespace";
    private static final String MEMORY = "X-Mimo-Memory";
    private static final String VIA = "X-Mimo-Via";

    void handle(HttpExchange exchange) throws IOException {
        if (conversation.models().isOwn(exchange.header(VIA))) {
            throw new RefusedException(new Refusal.Conflict("This request comes from this very server: a provider of "
                    + "language models is set to its own address.",
                    "Set the base_url of the provider (or OPENAI_BASE_URL of the server) to a language model."));
        }
        ObjectNode request = exchange.jsonBody();
        CallStopper stopper = new CallStopper();
        TurnTerms terms = terms(exchange, request, stopper);
        request.remove("mimo");
        ObjectNode chat = wire.chat(request.deepCopy());
        exchange.onGone(stopper::stop);
        try {
            if (request.path("stream").asBoolean(false)) {
                stream(exchange, request, chat, terms);
            } else {
                exchange.answer(200, wire.answer(request, conversation.complete(chat, terms)));
            }
        } catch (RefusedByModelException e) {
            exchange.refuse(ChatErrors.of(e));
        }
    }

    private void stream(HttpExchange exchange, ObjectNode request, ObjectNode chat, TurnTerms terms)
            throws RefusedByModelException, IOException {
        LateStream events = new LateStream(exchange, terms.stopper());
        StreamWriter writer = wire.writer(request, events);
        conversation.stream(chat, terms, writer::chunk);
        writer.end();
    }

    /// Opened by its first event, so that what fails before that is answered as an error.
    private static final class LateStream implements ChatWire.EventSender {
        private final HttpExchange exchange;
        private final CallStopper stopper;
        private @Nullable SseStream opened;

        LateStream(HttpExchange exchange, CallStopper stopper) {
            this.exchange = exchange;
            this.stopper = stopper;
        }

        @Override
        public void send(@Nullable String name, String data) throws IOException {
            SseStream stream = opened;
            if (stream == null) {
                stream = exchange.events();
                stream.onEnd(stopper::stop);
                opened = stream;
            }
            stream.send(name, null, data);
        }
    }

    /// What the headers say goes before what the body says.
    private static TurnTerms terms(HttpExchange exchange, ObjectNode request, CallStopper stopper) {
        JsonNode own = request.path("mimo");
        String namespace = Objects.requireNonNullElse(exchange.header(NAMESPACE),
                own.path("namespace").asString(Namespace.DEFAULT.value())).strip();
        if (!Namespace.isValid(namespace)) {
            throw Refusal.invalid(NAMESPACE, "must begin with a letter or digit and hold only letters, digits and"
                    + " . _ - : @ / +", "Name a namespace of 1 to 128 such characters, or leave it out.");
        }
        String said = Objects.requireNonNullElse(exchange.header(MEMORY), own.path("memory").asString("on"))
                .strip().toLowerCase(Locale.ROOT);
        MemoryUse use = Arrays.stream(MemoryUse.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(said)).findFirst()
                .orElseThrow(() -> Refusal.invalid(MEMORY, "must be one of " + Arrays.stream(MemoryUse.values())
                        .map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")),
                        "Say one of these, or leave it out for 'on'."));
        return new TurnTerms(new Namespace(namespace), use, stopper);
    }
}
