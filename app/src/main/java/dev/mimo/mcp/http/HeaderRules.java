package dev.mimo.mcp.http;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the headers of a request must say, by themselves and about the message they come with.
final class HeaderRules {
    static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    private static final String ENCODED_BEGIN = "=?base64?";
    private static final String ENCODED_END = "?=";

    private HeaderRules() {}

    /// Whether the client takes JSON or events; one that says nothing takes all.
    static boolean acceptable(@Nullable String accept) {
        return accept == null || accepts(accept, "application/json") || acceptsEvents(accept);
    }

    static boolean acceptsEvents(@Nullable String accept) {
        return accept != null && accepts(accept, "text/event-stream");
    }

    private static boolean accepts(String accept, String type) {
        String family = type.substring(0, type.indexOf('/') + 1) + "*";
        for (String part : accept.split(",", -1)) {
            String media = mediaType(part);
            if (media.equals(type) || media.equals(family) || media.equals("*/*")) {
                return true;
            }
        }
        return false;
    }

    static boolean isJson(@Nullable String contentType) {
        return contentType != null && mediaType(contentType).equals("application/json");
    }

    private static String mediaType(String value) {
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    /// Whether the headers say that the request is of the stateless era.
    static boolean claimsStateless(HttpCall call) {
        String version = call.header(PROTOCOL_VERSION);
        Revision revision = version == null ? null : Revision.of(version);
        return revision != null && revision.isStateless();
    }

    /// A stateful request may leave the version out; the oldest clients know no such header.
    ///
    /// @throws RpcException when the header names a version that is not spoken
    static void checkStateful(HttpCall call) {
        String version = call.header(PROTOCOL_VERSION);
        if (version != null && Revision.of(version) == null) {
            throw Envelope.unsupported(version);
        }
    }

    /// A stateless request says in headers, for those who route it, what it says in its body; both must agree.
    ///
    /// @throws RpcException when they do not
    static void checkStateless(HttpCall call, Message.Request request) {
        JsonNode version = request.params().path("_meta").path(Envelope.PROTOCOL_VERSION);
        if (version.isString()) {
            same(PROTOCOL_VERSION, call.header(PROTOCOL_VERSION), version.stringValue());
        }
        same("Mcp-Method", call.header("Mcp-Method"), request.method());
        String named = switch (request.method()) {
            case "tools/call", "prompts/get" -> "name";
            case "resources/read" -> "uri";
            default -> null;
        };
        if (named != null && request.params().path(named).isString()) {
            same("Mcp-Name", decoded(call.header("Mcp-Name")), request.params().path(named).stringValue());
        }
    }

    private static void same(String header, @Nullable String value, String inBody) {
        if (value == null) {
            throw mismatch("the header " + header + " is missing.");
        }
        if (!value.equals(inBody)) {
            throw mismatch("the header " + header + " says '" + value + "', the message says '" + inBody + "'.");
        }
    }

    private static @Nullable String decoded(@Nullable String value) {
        if (value == null || !value.startsWith(ENCODED_BEGIN) || !value.endsWith(ENCODED_END)
                || value.length() < ENCODED_BEGIN.length() + ENCODED_END.length()) {
            return value;
        }
        String inner = value.substring(ENCODED_BEGIN.length(), value.length() - ENCODED_END.length());
        try {
            return new String(Base64.getDecoder().decode(inner), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw mismatch("the header Mcp-Name is not the Base 64 that it claims to be.");
        }
    }

    private static RpcException mismatch(String what) {
        return new RpcException(RpcError.of(RpcError.HEADER_MISMATCH, "Header mismatch: " + what));
    }
}
