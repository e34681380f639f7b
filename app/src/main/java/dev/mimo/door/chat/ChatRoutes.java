package dev.mimo.door.chat;

import dev.mimo.cortex.CortexRoom;
import dev.mimo.door.http.HttpExchange;
import dev.mimo.door.http.Route;
import dev.mimo.door.http.Route.Entry;
import dev.mimo.json.Json;
import dev.mimo.models.ModelHost;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The routes of the model doors.
public final class ChatRoutes {
    private ChatRoutes() {}

    /// What the doors lead to.
    ///
    /// @param bodyBytesMax of a request; conversations with pictures in them are large
    /// @param since when the server started
    public record ChatParts(CortexRoom cortex, ModelHost embedding, int bodyBytesMax, Instant since) {}

    public static List<Route> of(ChatParts parts) {
        ModelConversation conversation = new ModelConversation(parts.cortex());
        Entry large = Entry.withBody(parts.bodyBytesMax());
        ModelListRoute list = new ModelListRoute(parts.cortex()::models, parts.embedding()::id, parts.since());
        return List.of(
                chat("/v1/chat/completions", new ChatExchange(conversation, new CompletionsWire()), large),
                chat("/v1/responses", new ChatExchange(conversation, new ResponsesWire()), large),
                chat("/v1/messages", new ChatExchange(conversation, new MessagesWire()), large),
                Route.of("POST", "/v1/messages/count_tokens", ChatRoutes::countTokens).on(large)
                        .telling(ChatErrors.ANTHROPIC),
                Route.of("POST", "/v1/embeddings", new EmbeddingsRoute(parts.embedding())::handle).on(large)
                        .telling(ChatErrors.OPENAI),
                Route.of("GET", "/v1/models", list::list).telling(ChatErrors.OPENAI),
                Route.of("GET", "/v1/models/{model}", list::get).telling(ChatErrors.OPENAI));
    }

    private static void countTokens(HttpExchange exchange) throws IOException {
        ObjectNode chat = AnthropicChat.of(exchange.jsonBody());
        ChatMessages messages = ChatMessages.of(chat);
        exchange.answer(200, Json.object().put("input_tokens", ChatText.tokens(messages.chat())));
    }

    private static Route chat(String path, ChatExchange exchange, Entry terms) {
        return Route.of("POST", path, exchange::handle).on(terms).telling(exchange.wire().errors());
    }
}
