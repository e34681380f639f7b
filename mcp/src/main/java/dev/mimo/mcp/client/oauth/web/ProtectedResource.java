package dev.mimo.mcp.client.oauth.web;

import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.transport.ServerAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/// What a server says about who protects it (RFC 9728).
///
/// @param resource the string that it is called by; sent as it is written, because a slash more is another resource
/// @param issuers of authorization servers, as they are written; at least one
/// @param scopes that it knows; empty when it did not say
/// @param dpopRequired whether only tokens with a proof of possession are taken
public record ProtectedResource(String resource, List<String> issuers, List<String> scopes, boolean dpopRequired) {
    public ProtectedResource {
        issuers = List.copyOf(issuers);
        scopes = List.copyOf(scopes);
    }

    /// @throws AuthorizationException when the document is about another server, or names nobody
    static ProtectedResource of(MetadataDocument document, URI server) {
        String resource = document.text("resource");
        if (resource == null || !covers(resource, server)) {
            throw new AuthorizationException(Problem.RESOURCE_MISMATCH,
                    "The metadata that the server names is about another server.");
        }
        List<String> issuers = document.textsOrNone("authorization_servers");
        if (issuers.isEmpty()) {
            throw new AuthorizationException(Problem.RESOURCE_UNKNOWN,
                    "The server's metadata names no authorization server.");
        }
        return new ProtectedResource(resource, issuers, document.textsOrNone("scopes_supported"),
                document.flag("dpop_bound_access_tokens_required"));
    }

    /// Whether a token for `resource` is one for the server: the same origin, and the same path or one above it.
    public static boolean covers(String resource, URI server) {
        URI named;
        try {
            named = URI.create(resource);
        } catch (IllegalArgumentException _) {
            return false;
        }
        String origin = ServerAddress.origin(named);
        if (origin == null || !origin.equals(ServerAddress.origin(server)) || named.getRawFragment() != null
                || named.getRawUserInfo() != null) {
            return false;
        }
        String path = path(named);
        String wanted = path(server);
        if (named.getRawQuery() != null) {
            return path.equals(wanted) && Objects.equals(named.getRawQuery(), server.getRawQuery());
        }
        return wanted.equals(path) || wanted.startsWith(path.endsWith("/") ? path : path + "/");
    }

    private static String path(URI address) {
        return address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    }
}
