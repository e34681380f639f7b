package dev.mimo.mcp.client;

import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.client.use.Change;
import dev.mimo.mcp.client.use.ClientHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Brings what a server says has changed to the cache first and then to the handler, and what it says of a subscription
/// to whoever holds that. Safe for many threads.
final class News {
    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

    private final ResultCache cache;
    private final Notices notices;
    private final ClientHandlers.Changes handler;
    private final Map<RequestId, Listener> listeners = new ConcurrentHashMap<>();

    interface Listener {
        /// @param honoured the part of what was asked for that will be told
        void acknowledged(ObjectNode honoured);

        /// The server tells nothing more.
        void ended();
    }

    News(ResultCache cache, Notices notices, ClientHandlers.Changes handler) {
        this.cache = cache;
        this.notices = notices;
        this.handler = handler;
    }

    static @Nullable RequestId subscription(ObjectNode params) {
        return params.path("_meta") instanceof ObjectNode meta ? MessageCodec.idOf(meta, SUBSCRIPTION) : null;
    }

    void listen(RequestId id, Listener listener) {
        listeners.put(id, listener);
    }

    void forget(RequestId id) {
        listeners.remove(id);
    }

    void acknowledged(@Nullable RequestId id, ObjectNode honoured) {
        with(id, listener -> listener.acknowledged(honoured));
    }

    void ended(RequestId id) {
        with(id, Listener::ended);
    }

    private void with(@Nullable RequestId id, Consumer<Listener> action) {
        Listener listener = id == null ? null : listeners.get(id);
        if (listener != null) {
            action.accept(listener);
        }
    }

    void changed(Change change) {
        switch (change) {
            case Change.Tools _ -> cache.drop("tools/list");
            case Change.Prompts _ -> cache.drop("prompts/list");
            case Change.Resources _ -> {
                cache.drop("resources/list");
                cache.drop("resources/templates/list");
            }
            // what was told of may be inside what was read
            case Change.Resource _ -> cache.drop("resources/read");
            case Change.Task _,Change.VisitDone _ -> {
                // nothing of it is kept
            }
        }
        notices.add(() -> handler.changed(change));
    }
}
