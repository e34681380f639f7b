package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.ToolProvider;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The server engine of both eras. Each request says which it belongs to: those of the stateless era carry all there is
/// to know with them, those of the stateful one rely on the handshake of their session.
///
/// Shared by all sessions and safe for many threads. Closing it ends all subscriptions and tasks.
public final class McpServer implements AutoCloseable {
    private final McpServerSettings settings;
    private final FaultReporter faults;
    private final ServerFeatures features;
    private final SubscriptionHub hub;
    private final RequestDispatcher dispatcher;
    private final AtomicLong sessions = new AtomicLong();

    public McpServer(ServerIdentity identity, ServerFeatures features, McpServerSettings settings,
            FaultReporter faults) {
        this(identity, features, settings, faults, Clock.systemUTC());
    }

    public McpServer(ServerIdentity identity, ServerFeatures features, McpServerSettings settings, FaultReporter faults,
            Clock clock) {
        this.settings = settings;
        this.faults = faults;
        this.features = features;
        this.hub = new SubscriptionHub(settings.listening().charsMax());
        this.dispatcher = new RequestDispatcher(new IntroductionMethods(identity, features, settings.listFresh()),
                features, settings, hub, clock, this::fault);
    }

    /// Begins to know a client. Stateless requests use a session of their own per connection, or per request where a
    /// connection says nothing.
    public McpSession open() {
        return new McpSession(hub, dispatcher.offered(), settings, sessions.incrementAndGet(), dispatcher::ended);
    }

    /// Goes on with a client whose handshake was seen before, by an earlier server or session. What it set later, its
    /// log level and its subscriptions, is not known any more; what it may have missed, it is told.
    public McpSession resume(McpSession.Handshake handshake) {
        McpSession session = open();
        session.resume(handshake);
        return session;
    }

    /// Tells all clients, as far as they asked for it.
    public ChangeAnnouncer announcements() {
        return hub;
    }

    public McpServerSettings settings() {
        return settings;
    }

    /// The input schema of a tool, for a transport that mirrors arguments; absent when there is no such tool.
    public @Nullable ObjectNode inputSchema(String tool) {
        ToolProvider.Tool found = features.tools() == null ? null : features.tools().find(tool);
        return found == null ? null : found.definition().inputSchema();
    }

    /// Takes a request up, so that a cancellation that comes next finds it. Quick; the work is in `complete`.
    ///
    /// @param sink takes what belongs to this request before its answer: progress, log lines, and in the stateful
    ///        era requests to the client
    /// @throws RpcException when the session already runs this id
    public RequestExchange begin(McpSession session, Message.Request request, RequestInfo info, MessageSink sink) {
        RequestExchange exchange = new RequestExchange(this, session, request, info, sink);
        if (!session.enter(request.id(), exchange)) {
            throw RpcException.invalidRequest(
                    "The id is that of a request still under way; each request needs its own.");
        }
        return exchange;
    }

    /// Takes a notification. What is unknown, malformed or late is ignored, as the protocol asks.
    public void notified(McpSession session, Message.Notification notification) {
        switch (notification.method()) {
            case McpMethods.INITIALIZED -> session.ready();
            case McpMethods.CANCELLED -> {
                RequestId id = MessageCodec.idOf(notification.params(), "requestId");
                RequestExchange exchange = id == null ? null : session.find(id);
                // a handshake cannot be cancelled
                if (exchange != null && !exchange.request().method().equals(McpMethods.INITIALIZE)) {
                    exchange.cancel();
                }
            }
            default -> {
            }
        }
    }

    /// Whether the answer comes from memory at once, so that a transport need not spend a thread on it.
    public static boolean isQuick(Message.Request request) {
        return switch (request.method()) {
            case McpMethods.INITIALIZE, McpMethods.PING, McpMethods.DISCOVER, McpMethods.SET_LOG_LEVEL -> true;
            default -> false;
        };
    }

    Message.Answer answer(RequestExchange exchange) {
        Message.Request request = exchange.request();
        try {
            return new Message.Result(request.id(), exchange.isStateless()
                    ? dispatcher.stateless(exchange)
                    : dispatcher.stateful(exchange));
        } catch (RpcException e) {
            return new Message.Failure(request.id(), e.error());
        } catch (InterruptedException | RuntimeException | Error e) {
            // interrupted by a cancellation: the answer is dropped anyway, and it is no bug
            return new Message.Failure(request.id(), exchange.isCancelled()
                    ? RpcError.of(RpcError.INTERNAL_ERROR, "Cancelled.")
                    : fault(request.method(), e));
        }
    }

    private RpcError fault(String during, Throwable bug) {
        String id = faults.report(during, bug);
        return new RpcError(RpcError.INTERNAL_ERROR, "Internal error (fault " + id + ").",
                Json.object().put("fault", id));
    }

    /// Ends all subscriptions, each with its result, and cancels all tasks.
    @Override
    public void close() {
        hub.close();
        dispatcher.close();
    }
}
