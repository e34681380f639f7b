package dev.mimo.mcp.client;

import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ServerChange;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Brings what a server says has changed to the cache first and then to the handler, and what it says of a subscription
/// to whoever holds that. Safe for many threads.
final class ChangeRouter {

    private final ResultCache cache;
    private final HandlerExecutor handlerExecutor;
    private final ClientHandlers handlers;
    private final Map<RequestId, Listener> listeners = new ConcurrentHashMap<>();

    interface Listener {
        /// @param honored the part of what was asked for that will be told
        void acknowledged(ObjectNode honored);

        /// The server tells nothing more.
        void ended();
    }

    ChangeRouter(ResultCache cache, HandlerExecutor handlerExecutor, ClientHandlers handlers) {
        this.cache = cache;
        this.handlerExecutor = handlerExecutor;
        this.handlers = handlers;
    }

    static @Nullable RequestId subscription(ObjectNode params) {
        return params.path(MetaKeys.META) instanceof ObjectNode meta
                ? MessageCodec.idOf(meta, MetaKeys.SUBSCRIPTION_ID)
                : null;
    }

    void listen(RequestId id, Listener listener) {
        listeners.put(id, listener);
    }

    void forget(RequestId id) {
        listeners.remove(id);
    }

    void acknowledged(@Nullable RequestId id, ObjectNode honored) {
        with(id, listener -> listener.acknowledged(honored));
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

    void changed(ServerChange change) {
        switch (change) {
            case ServerChange.Tools _ -> cache.drop(McpMethods.TOOLS_LIST);
            case ServerChange.Prompts _ -> cache.drop(McpMethods.PROMPTS_LIST);
            case ServerChange.Resources _ -> {
                cache.drop(McpMethods.RESOURCES_LIST);
                cache.drop(McpMethods.RESOURCES_TEMPLATES_LIST);
            }
            // what was told of may be inside what was read
            case ServerChange.Resource _ -> cache.drop(McpMethods.RESOURCES_READ);
            case ServerChange.Task _,ServerChange.VisitDone _ -> {
                // nothing of it is kept
            }
        }
        handlerExecutor.add(() -> handlers.changed(change));
    }
}
