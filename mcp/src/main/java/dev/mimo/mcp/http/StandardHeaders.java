package dev.mimo.mcp.http;

import dev.mimo.mcp.McpHeaders;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.RequestMetadata;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which era a POST belongs to, and what the headers of a stateless request must say about the message they come with:
/// those who route it read only them.
final class StandardHeaders {
    private StandardHeaders() {}

    /// Whether the message is of the stateless era. That is told by the header and `_meta`, and never by the method:
    /// one address serves both eras, and each has methods that the other does not know.
    ///
    /// @param params of the message; empty for one that has none
    /// @throws RpcException when the header and `_meta` name different eras
    static boolean areStateless(HttpCall call, ObjectNode params) {
        String header = HeaderValue.plain(call, McpHeaders.PROTOCOL_VERSION);
        String inMessage = version(params);
        if (header == null) {
            if (inMessage != null) {
                throw HeaderValue.missing(McpHeaders.PROTOCOL_VERSION);
            }
            return false;
        }
        Revision revision = Revision.of(header);
        boolean stateful = revision != null && !revision.isStateless();
        if (stateful && inMessage != null && !inMessage.equals(header)) {
            throw HeaderValue.differs(McpHeaders.PROTOCOL_VERSION, header, inMessage);
        }
        return !stateful;
    }

    /// Whether a request without a body says that it is of the stateless era, which knows POST only.
    static boolean claimStateless(HttpCall call) {
        String header = HeaderValue.plain(call, McpHeaders.PROTOCOL_VERSION);
        Revision revision = header == null ? null : Revision.of(header);
        return revision != null && revision.isStateless();
    }

    /// A stateful request may leave the version out; the oldest clients know no such header.
    ///
    /// @throws RpcException when the header names a version that is not spoken
    static void checkStateful(HttpCall call) {
        String header = HeaderValue.plain(call, McpHeaders.PROTOCOL_VERSION);
        if (header != null && Revision.of(header) == null) {
            throw RequestMetadata.unsupported(header);
        }
    }

    /// @throws RpcException when the envelope is not in order, or the headers and the message disagree
    static void checkStateless(HttpCall call, Message.Request request) {
        String version = version(request.params());
        String header = HeaderValue.plain(call, McpHeaders.PROTOCOL_VERSION);
        if (version == null && header != null && Revision.of(header) == null) {
            throw RequestMetadata.unsupported(header);
        }
        if (version != null) {
            same(McpHeaders.PROTOCOL_VERSION, header, version);
        }
        RequestMetadata.check(request);
        same(McpHeaders.METHOD, HeaderValue.plain(call, McpHeaders.METHOD), request.method());
        String name = McpHeaders.subject(request);
        if (name != null) {
            same(McpHeaders.NAME, HeaderValue.of(call, McpHeaders.NAME), name);
        }
    }

    private static @Nullable String version(ObjectNode params) {
        JsonNode version = params.path(MetaKeys.META).path(MetaKeys.PROTOCOL_VERSION);
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
