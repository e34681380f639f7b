package dev.mimo.mcp.client.oauth.web;

import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.oauth.web.BoundedHttpClient.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the metadata of the server: where its challenge says, and nowhere else then; otherwise at the well-known
/// address with its path, then at the one without. A server that has none may be one of 2025-03-26, which is its own
/// authorization server.
public final class ResourceDiscovery {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final BoundedHttpClient http;

    public ResourceDiscovery(BoundedHttpClient http) {
        this.http = http;
    }

    /// @param said the address in the challenge; absent when there was none
    /// @throws AuthorizationException when there is no metadata, or it is about another server
    public ProtectedResource find(URI server, @Nullable String said, SsrfPolicy ssrfPolicy)
            throws InterruptedException {
        // a token is never sent in the clear, wherever the metadata is
        ssrfPolicy.check(server);
        if (said != null) {
            Answer answer = http.get(ssrfPolicy.check(said), ssrfPolicy);
            if (answer.status() != 200) {
                throw new AuthorizationException(Problem.RESOURCE_UNKNOWN,
                        "The server names an address of its metadata that answers " + answer.status() + ".");
            }
            return read(MetadataDocument.of(answer.body(), "The server's metadata"), server);
        }
        for (URI address : addresses(server)) {
            MetadataDocument document = document(address, ssrfPolicy);
            if (document != null) {
                return read(document, server);
            }
        }
        return new ProtectedResource(server.toString(), List.of(origin(server)), List.of(), false);
    }

    static List<URI> addresses(URI server) {
        List<URI> addresses = new ArrayList<>();
        String path = server.getRawPath() == null || server.getRawPath().equals("/") ? "" : server.getRawPath();
        String query = server.getRawQuery() == null ? "" : "?" + server.getRawQuery();
        if (!path.isEmpty() || !query.isEmpty()) {
            addresses.add(URI.create(origin(server) + WELL_KNOWN + path + query));
        }
        addresses.add(URI.create(origin(server) + WELL_KNOWN));
        return addresses;
    }

    /// As it is written: `http://localhost:4001`.
    private static String origin(URI server) {
        return server.getScheme() + "://" + server.getRawAuthority();
    }

    /// Absent when it is not there; a page in its place is not metadata either.
    private @Nullable MetadataDocument document(URI address, SsrfPolicy ssrfPolicy) throws InterruptedException {
        Answer answer = http.get(address, ssrfPolicy);
        if (answer.status() >= 500) {
            throw new AuthorizationException(Problem.UNREACHABLE,
                    SsrfPolicy.shown(address) + " answers " + answer.status() + ".");
        }
        if (answer.status() != 200) {
            return null;
        }
        try {
            return MetadataDocument.of(answer.body(), "The server's metadata");
        } catch (AuthorizationException _) {
            return null;
        }
    }

    private static ProtectedResource read(MetadataDocument document, URI server) {
        String resource = document.text("resource");
        if (resource == null || !ProtectedResource.covers(resource, server)) {
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
}
