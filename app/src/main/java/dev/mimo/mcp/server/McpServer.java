package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.tool.Tools;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The server engine of both eras. Each request says which it belongs to: those of the stateless era carry their
/// revision with them, those of the stateful one rely on the handshake of their session.
///
/// Shared by all sessions and safe for many threads; keeps nothing about any of them.
public final class McpServer {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ServerIdentity identity;
    private final McpServerSettings settings;
    private final Faults faults;
    private final Features features;
    private final Announcements announcements;
    private final @Nullable ToolMethods tools;

    public McpServer(ServerIdentity identity, Features features, McpServerSettings settings, Faults faults) {
        this.identity = identity;
        this.settings = settings;
        this.faults = faults;
        this.features = features;
        this.announcements = new Quiet();
        this.tools = features.tools() == null ? null : new ToolMethods(features.tools(), settings);
    }

    /// Begins to know a client. Stateless requests use a session of their own per connection, or per request where a
    /// connection says nothing.
    public McpSession open() {
        return new McpSession();
    }

    /// Tells all clients, as far as they asked for it.
    public Announcements announcements() {
        return announcements;
    }

    public McpServerSettings settings() {
        return settings;
    }

    public Faults faults() {
        return faults;
    }

    /// The input schema of a tool, for a transport that mirrors arguments; absent when there is no such tool.
    public @Nullable ObjectNode inputSchema(String tool) {
        Tools.Tool found = features.tools() == null ? null : features.tools().find(tool);
        return found == null ? null : found.definition().inputSchema();
    }

    /// Takes a request up, so that a cancellation that comes next finds it. Quick; the work is in `complete`.
    ///
    /// @param outbound takes what belongs to this request before its answer: progress, log lines, and in the stateful
    ///        era requests to the client
    /// @throws RpcException when the session already runs this id
    public Exchange begin(McpSession session, Message.Request request, RequestInfo info, Outbound outbound) {
        Exchange exchange = new Exchange(this, session, request, info, outbound);
        if (!session.enter(request.id(), exchange)) {
            throw new RpcException(RpcError.of(RpcError.INVALID_REQUEST,
                    "The id is that of a request still under way; each request needs its own."));
        }
        return exchange;
    }

    /// Takes a notification. What is unknown, malformed or late is ignored, as the protocol asks.
    public void notified(McpSession session, Message.Notification notification) {
        if (notification.method().equals("notifications/cancelled")) {
            RequestId id = MessageCodec.idOf(notification.params(), "requestId");
            Exchange exchange = id == null ? null : session.find(id);
            if (exchange != null) {
                exchange.cancel();
            }
        }
    }

    /// Whether the answer comes from memory at once, so that a transport need not spend a thread on it.
    public static boolean isQuick(Message.Request request) {
        return switch (request.method()) {
            case "initialize", "ping", "server/discover" -> true;
            default -> false;
        };
    }

    Message.Answer answer(Exchange exchange) {
        Message.Request request = exchange.request();
        try {
            return new Message.Result(request.id(), exchange.isStateless()
                    ? statelessResult(exchange)
                    : statefulResult(exchange));
        } catch (RpcException e) {
            return new Message.Failure(request.id(), e.error());
        } catch (InterruptedException | RuntimeException | Error e) {
            // interrupted by a cancellation: the answer is dropped anyway, and it is no bug
            String id = exchange.isCancelled() ? "none" : faults.report(request.method(), e);
            ObjectNode data = NODES.objectNode().put("fault", id);
            return new Message.Failure(request.id(),
                    new RpcError(RpcError.INTERNAL_ERROR, "Internal error (fault " + id + ").", data));
        }
    }

    private ToolMethods tools() {
        if (tools == null) {
            throw RpcException.methodNotFound("tools/list");
        }
        return tools;
    }

    private static final class Quiet implements Announcements {
        @Override
        public void toolsChanged() {}

        @Override
        public void promptsChanged() {}

        @Override
        public void resourcesChanged() {}

        @Override
        public void resourceUpdated(String uri) {}
    }

    private ObjectNode statefulResult(Exchange exchange) throws InterruptedException {
        Message.Request request = exchange.request();
        Revision agreed = exchange.session().agreed();
        return switch (request.method()) {
            case "initialize" -> initialize(exchange);
            case "ping" -> NODES.objectNode();
            case "tools/list" -> tools().list(request.params(), shaken(agreed));
            case "tools/call" -> tools().call(request.params(), shaken(agreed), exchange);
            default -> throw RpcException.methodNotFound(request.method());
        };
    }

    private static Revision shaken(@Nullable Revision agreed) {
        if (agreed == null) {
            throw new RpcException(RpcError.of(RpcError.INVALID_REQUEST, "Send 'initialize' first, or name the "
                    + "protocol version in the request's '_meta' as revision 2026-07-28 does."));
        }
        return agreed;
    }

    private ObjectNode initialize(Exchange exchange) {
        JsonNode wanted = exchange.request().params().path("protocolVersion");
        if (!wanted.isString()) {
            throw RpcException.invalidParams("'protocolVersion' must be a string.");
        }
        Revision known = Revision.of(wanted.stringValue());
        Revision agreed = known == null || known.isStateless() ? Revision.NEWEST_STATEFUL : known;
        exchange.session().agree(agreed);
        ObjectNode result = NODES.objectNode().put("protocolVersion", agreed.date());
        result.set("capabilities", capabilities());
        result.set("serverInfo", serverInfo(agreed));
        return result.put("instructions", identity.instructions());
    }

    private ObjectNode statelessResult(Exchange exchange) throws InterruptedException {
        Message.Request request = exchange.request();
        Revision revision = Envelope.check(request);
        ObjectNode result = switch (request.method()) {
            case "server/discover" -> cacheable(discover());
            case "tools/list" -> cacheable(tools().list(request.params(), revision));
            case "tools/call" -> tools().call(request.params(), revision, exchange);
            default -> throw RpcException.methodNotFound(request.method());
        };
        result.put("resultType", "complete");
        result.putObject("_meta").set(Envelope.SERVER_INFO, serverInfo(revision));
        return result;
    }

    private ObjectNode discover() {
        ObjectNode result = NODES.objectNode();
        // only those that a request can carry; the others begin with a handshake
        result.set("supportedVersions", Envelope.texts(Revision.statelessDates()));
        result.set("capabilities", capabilities());
        return result.put("instructions", identity.instructions());
    }

    private ObjectNode cacheable(ObjectNode result) {
        // the lists are the same for everyone, so that shared caches may keep them
        return result.put("ttlMs", settings.listFresh().toMillis()).put("cacheScope", "public");
    }

    private static ObjectNode capabilities() {
        ObjectNode capabilities = NODES.objectNode();
        capabilities.putObject("tools");
        return capabilities;
    }

    private ObjectNode serverInfo(Revision revision) {
        ObjectNode info = NODES.objectNode().put("name", identity.name());
        if (revision.compareTo(Revision.V2025_06_18) >= 0) {
            info.put("title", identity.title());
        }
        return info.put("version", identity.version());
    }
}
