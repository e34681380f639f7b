package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.LogLevel;
import dev.mimo.mcp.server.input.ClientCapabilities;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a stateless request says about itself in `_meta`, where the older revisions had a handshake.
public final class RequestMetadata {
    /// The revision that the request is written in.
    public static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
    private static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    private static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

    private RequestMetadata() {}

    /// Whether the request belongs to the stateless era. A request decides for itself, so that clients of both eras
    /// can share a process or an address.
    public static boolean isStateless(Message.Request request) {
        return switch (request.method()) {
            case "server/discover", "subscriptions/listen" -> true;
            default -> request.params().path("_meta").has(PROTOCOL_VERSION);
        };
    }

    /// The revision of a stateless request.
    ///
    /// @throws RpcException when the envelope is incomplete or names a revision that is not spoken without handshake
    public static Revision check(Message.Request request) {
        JsonNode meta = request.params().path("_meta");
        JsonNode version = meta.path(PROTOCOL_VERSION);
        if (!version.isString()) {
            throw RpcException.invalidParams("'_meta' must hold '" + PROTOCOL_VERSION + "', a string.");
        }
        Revision revision = Revision.of(version.stringValue());
        if (revision == null || !revision.isStateless()) {
            throw unsupported(version.stringValue());
        }
        if (!meta.path(CLIENT_CAPABILITIES).isObject()) {
            throw RpcException.invalidParams("'_meta' must hold '" + CLIENT_CAPABILITIES + "', an object.");
        }
        return revision;
    }

    /// All that a stateless request says of itself.
    ///
    /// @throws RpcException as `check`, and when the log level is not one
    static NegotiatedTerms terms(Message.Request request) {
        Revision revision = check(request);
        JsonNode meta = request.params().path("_meta");
        LogLevel level = null;
        if (meta.has(LOG_LEVEL)) {
            level = LogLevel.of(meta.path(LOG_LEVEL).asString(""));
            if (level == null) {
                throw RpcException.invalidParams("'" + LOG_LEVEL + "' must be a level of RFC 5424, such as 'info'.");
            }
        }
        return new NegotiatedTerms(revision, ClientCapabilities.of(meta.path(CLIENT_CAPABILITIES), revision), level);
    }

    /// The error for a revision that is not spoken.
    public static RpcException unsupported(String requested) {
        ObjectNode data = Json.object();
        data.set("supported", texts(Revision.dates()));
        data.put("requested", requested.replace('\0', '·'));
        return new RpcException(new RpcError(RpcError.UNSUPPORTED_PROTOCOL_VERSION,
                "Unsupported protocol version: " + requested, data));
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode array = Json.array();
        texts.forEach(array::add);
        return array;
    }
}
