package dev.mimo.mcp.http;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.RequestMetadata;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which era a POST belongs to, and what the headers of a stateless request must say about the message they come with:
/// those who route it read only them.
final class StandardHeaders {
    static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    static final String SESSION = "Mcp-Session-Id";
    static final String LAST_EVENT = "Last-Event-ID";
    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";

    private StandardHeaders() {}

    /// Whether the message is of the stateless era. That is told by the header and `_meta`, and never by the method:
    /// one address serves both eras, and each has methods that the other does not know.
    ///
    /// @param params of the message; empty for one that has none
    /// @throws RpcException when the header and `_meta` name different eras
    static boolean areStateless(HttpCall call, ObjectNode params) {
        String header = HeaderValue.plain(call, PROTOCOL_VERSION);
        String inMessage = version(params);
        if (header == null) {
            if (inMessage != null) {
                throw HeaderValue.missing(PROTOCOL_VERSION);
            }
            return false;
        }
        Revision revision = Revision.of(header);
        boolean stateful = revision != null && !revision.isStateless();
        if (stateful && inMessage != null && !inMessage.equals(header)) {
            throw HeaderValue.differs(PROTOCOL_VERSION, header, inMessage);
        }
        return !stateful;
    }

    /// Whether a request without a body says that it is of the stateless era, which knows POST only.
    static boolean claimStateless(HttpCall call) {
        String header = HeaderValue.plain(call, PROTOCOL_VERSION);
        Revision revision = header == null ? null : Revision.of(header);
        return revision != null && revision.isStateless();
    }

    /// A stateful request may leave the version out; the oldest clients know no such header.
    ///
    /// @throws RpcException when the header names a version that is not spoken
    static void checkStateful(HttpCall call) {
        String header = HeaderValue.plain(call, PROTOCOL_VERSION);
        if (header != null && Revision.of(header) == null) {
            throw RequestMetadata.unsupported(header);
        }
    }

    /// @throws RpcException when the envelope is not in order, or the headers and the message disagree
    static void checkStateless(HttpCall call, Message.Request request) {
        String version = version(request.params());
        String header = HeaderValue.plain(call, PROTOCOL_VERSION);
        if (version == null && header != null && Revision.of(header) == null) {
            throw RequestMetadata.unsupported(header);
        }
        if (version != null) {
            same(PROTOCOL_VERSION, header, version);
        }
        RequestMetadata.check(request);
        same(METHOD, HeaderValue.plain(call, METHOD), request.method());
        String name = name(request);
        if (name != null) {
            same(NAME, HeaderValue.of(call, NAME), name);
        }
    }

    /// What the message is about, where its kind has a name that the headers repeat.
    private static @Nullable String name(Message.Request request) {
        String member = switch (request.method()) {
            case "tools/call", "prompts/get" -> "name";
            case "resources/read" -> "uri";
            case "tasks/get", "tasks/update", "tasks/cancel" -> "taskId";
            default -> null;
        };
        JsonNode name = member == null ? null : request.params().get(member);
        return name != null && name.isString() ? name.stringValue() : null;
    }

    private static @Nullable String version(ObjectNode params) {
        JsonNode version = params.path("_meta").path(RequestMetadata.PROTOCOL_VERSION);
        return version.isString() ? version.stringValue() : null;
    }

    private static void same(String header, @Nullable String value, String inMessage) {
        if (value == null) {
            throw HeaderValue.missing(header);
        }
        if (!value.equals(inMessage)) {
            throw HeaderValue.differs(header, value, inMessage);
        }
    }
}
