package dev.mimo.mcp.client.oauth.web;

import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.oauth.web.BoundedHttpClient.Answer;
import dev.mimo.mcp.client.transport.ServerAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out who protects a server, and what its authorization server says of itself, at the well-known addresses and
/// in the order that MCP prescribes.
public final class MetadataDiscovery {
    private static final String RESOURCE = "/.well-known/oauth-protected-resource";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String SERVERS_METADATA = "The server's metadata";

    private final BoundedHttpClient http;

    public MetadataDiscovery(BoundedHttpClient http) {
        this.http = http;
    }

    /// The metadata of the server: where its challenge says, and nowhere else then; otherwise at the well-known address
    /// with its path, then at the one without. A server that has none may be one of 2025-03-26, which is its own
    /// authorization server.
    ///
    /// @param said the address in the challenge; absent when there was none
    /// @throws AuthorizationException when there is no metadata, or it is about another server
    public ProtectedResource resource(URI server, @Nullable String said) throws InterruptedException {
        // a token is never sent in the clear, wherever the metadata is
        http.ssrfPolicy().check(server);
        if (said != null) {
            Answer answer = http.get(http.ssrfPolicy().check(said));
            if (answer.status() != 200) {
                throw new AuthorizationException(Problem.RESOURCE_UNKNOWN,
                        "The server names an address of its metadata that answers " + answer.status() + ".");
            }
            return ProtectedResource.of(MetadataDocument.of(answer.body(), SERVERS_METADATA), server);
        }
        for (URI address : resourceAddresses(server)) {
            MetadataDocument document = guessed(address);
            if (document != null) {
                return ProtectedResource.of(document, server);
            }
        }
        return new ProtectedResource(server.toString(), List.of(origin(server)), List.of(), false);
    }

    static List<URI> resourceAddresses(URI server) {
        List<URI> addresses = new ArrayList<>();
        String path = server.getRawPath() == null || server.getRawPath().equals("/") ? "" : server.getRawPath();
        String query = server.getRawQuery() == null ? "" : "?" + server.getRawQuery();
        if (!path.isEmpty() || !query.isEmpty()) {
            addresses.add(URI.create(origin(server) + RESOURCE + path + query));
        }
        addresses.add(URI.create(origin(server) + RESOURCE));
        return addresses;
    }

    /// Absent when it is not there; a page in its place is not metadata either.
    private @Nullable MetadataDocument guessed(URI address) throws InterruptedException {
        Answer answer = http.get(address);
        if (answer.status() >= 500) {
            throw atFault(address, answer);
        }
        try {
            return answer.status() == 200 ? MetadataDocument.of(answer.body(), SERVERS_METADATA) : null;
        } catch (AuthorizationException _) {
            return null;
        }
    }

    /// The metadata of an authorization server, of OAuth or of OpenID Connect. A document of another issuer is thrown
    /// away whole: none of its endpoints is used.
    ///
    /// @throws AuthorizationException `ISSUER_UNKNOWN`, or what was wrong with the last document there was
    public AuthorizationServer server(String issuer) throws InterruptedException {
        AuthorizationException why = new AuthorizationException(Problem.ISSUER_UNKNOWN,
                "The authorization server has no metadata at any address where it should be.");
        for (URI address : serverAddresses(http.ssrfPolicy().check(issuer))) {
            try {
                Answer answer = http.get(address);
                if (answer.status() == 200) {
                    return AuthorizationServer.of(
                            MetadataDocument.of(answer.body(), "The authorization server's metadata"), issuer,
                            http.ssrfPolicy());
                }
                if (answer.status() >= 500) {
                    why = atFault(address, answer);
                }
            } catch (AuthorizationException e) {
                why = e;
            }
        }
        throw why;
    }

    static List<URI> serverAddresses(URI issuer) {
        String path = issuer.getRawPath() == null ? "" : issuer.getRawPath();
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return plain.isEmpty()
                ? List.of(URI.create(origin(issuer) + OAUTH), URI.create(origin(issuer) + OPENID))
                : List.of(URI.create(origin(issuer) + OAUTH + plain), URI.create(origin(issuer) + OPENID + plain),
                        URI.create(origin(issuer) + plain + OPENID));
    }

    /// As it is written: `http://localhost:4001`.
    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private static AuthorizationException atFault(URI address, Answer answer) {
        return new AuthorizationException(Problem.UNREACHABLE,
                ServerAddress.shown(address) + " answers " + answer.status() + ".");
    }
}
