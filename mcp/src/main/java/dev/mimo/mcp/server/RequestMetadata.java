package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MetaKeys;
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
    private RequestMetadata() {}

    /// Whether the request belongs to the stateless era. A request decides for itself, so that clients of both eras
    /// can share a process or an address.
    public static boolean isStateless(Message.Request request) {
        return switch (request.method()) {
            case McpMethods.DISCOVER, McpMethods.LISTEN -> true;
            default -> request.params().path(MetaKeys.META).has(MetaKeys.PROTOCOL_VERSION);
        };
    }

    /// The revision of a stateless request.
    ///
    /// @throws RpcException when the envelope is incomplete or names a revision that is not spoken without handshake
    public static Revision check(Message.Request request) {
        JsonNode meta = request.params().path(MetaKeys.META);
        JsonNode version = meta.path(MetaKeys.PROTOCOL_VERSION);
        if (!version.isString()) {
            throw RpcException.invalidParams("'_meta' must hold '" + MetaKeys.PROTOCOL_VERSION + "', a string.");
        }
        Revision revision = Revision.of(version.stringValue());
        if (revision == null || !revision.isStateless()) {
            throw unsupported(version.stringValue());
        }
        if (!meta.path(MetaKeys.CLIENT_CAPABILITIES).isObject()) {
            throw RpcException.invalidParams("'_meta' must hold '" + MetaKeys.CLIENT_CAPABILITIES + "', an object.");
        }
        return revision;
    }

    /// All that a stateless request says of itself.
    ///
    /// @throws RpcException as `check`, and when the log level is not one
    static NegotiatedTerms terms(Message.Request request) {
        Revision revision = check(request);
        JsonNode meta = request.params().path(MetaKeys.META);
        LogLevel level = null;
        if (meta.hasNonNull(MetaKeys.LOG_LEVEL)) {
            level = LogLevel.of(meta.path(MetaKeys.LOG_LEVEL).asString(""));
            if (level == null) {
                throw RpcException
                        .invalidParams("'" + MetaKeys.LOG_LEVEL + "' must be a level of RFC 5424, such as 'info'.");
            }
        }
        return new NegotiatedTerms(revision, ClientCapabilities.of(meta.path(MetaKeys.CLIENT_CAPABILITIES), revision),
                level);
    }

    /// The error for a revision that is not spoken.
    public static RpcException unsupported(String requested) {
        ObjectNode data = Json.object();
        data.set("supported", texts(Revision.dates()));
        data.put("requested", RpcError.shortened(requested));
        return new RpcException(new RpcError(RpcError.UNSUPPORTED_PROTOCOL_VERSION,
                "Unsupported protocol version: " + requested, data));
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode array = Json.array();
        texts.forEach(array::add);
        return array;
    }
}
