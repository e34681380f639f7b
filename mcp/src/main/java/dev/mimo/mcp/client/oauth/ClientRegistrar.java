package dev.mimo.mcp.client.oauth;

import dev.mimo.json.Json;
import dev.mimo.mcp.client.oauth.token.ClientRegistration;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.token.TokenStore;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.oauth.web.AuthorizationServer;
import dev.mimo.mcp.client.oauth.web.BoundedHttpClient;
import dev.mimo.mcp.client.oauth.web.BoundedHttpClient.Answer;
import dev.mimo.mcp.client.oauth.web.MetadataDocument;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Decides who this client is at an authorization server: registered by hand, else the document about it, else
/// registered dynamically, which MCP has deprecated and most servers still want.
final class ClientRegistrar {
    private final OAuthClientProfile profile;
    private final TokenStore store;
    private final BoundedHttpClient http;
    private final Clock clock;

    ClientRegistrar(OAuthClientProfile profile, TokenStore store, BoundedHttpClient http, Clock clock) {
        this.profile = profile;
        this.store = store;
        this.http = http;
        this.clock = clock;
    }

    /// Who this client is already; absent when it has to register first.
    @Nullable
    ClientRegistration known(AuthorizationServer server) {
        ClientRegistration byHand = profile.registeredWith(server.issuer());
        if (byHand != null) {
            return byHand;
        }
        if (usesDocument(server)) {
            return new ClientRegistration(server.issuer(), String.valueOf(profile.document()), null, TokenClient.NONE,
                    null,
                    null);
        }
        ClientRegistration stored = store.registration(server.issuer());
        return stored == null || stored.expiredAt(clock.instant()) ? null : stored;
    }

    /// Where the redirect is wanted; absent when any will do.
    @Nullable
    URI redirect(AuthorizationServer server) {
        ClientRegistration known = known(server);
        return known == null || known.redirect() == null ? profile.redirect() : known.redirect();
    }

    /// @throws AuthorizationException `CLIENT_UNKNOWN` when there is no way to become known to the server
    void checkPossible(AuthorizationServer server) {
        if (known(server) != null) {
            return;
        }
        if (!profile.registered().isEmpty()) {
            throw new AuthorizationException(Problem.CLIENT_UNKNOWN, "The client id is for another authorization "
                    + "server than the one in charge now, " + server.issuer() + ".");
        }
        if (server.registration() == null) {
            throw new AuthorizationException(Problem.CLIENT_UNKNOWN, "The authorization server, " + server.issuer()
                    + ", wants clients to be registered by hand.");
        }
    }

    /// Who this client is for a redirect to the address, registering it if need be.
    ClientRegistration client(AuthorizationServer server, URI redirect) throws InterruptedException {
        ClientRegistration known = known(server);
        boolean dynamic = profile.registeredWith(server.issuer()) == null && !usesDocument(server);
        if (known != null && (!dynamic || redirect.equals(known.redirect()))) {
            return known;
        }
        checkPossible(server);
        ClientRegistration registered = register(server, redirect);
        store.keep(registered);
        return registered;
    }

    /// Forgets a dynamic registration that the server does not seem to know any more.
    void forget(AuthorizationServer server) {
        store.dropRegistration(server.issuer());
    }

    private boolean usesDocument(AuthorizationServer server) {
        return server.readsDocuments() && profile.document() != null;
    }

    private ClientRegistration register(AuthorizationServer server, URI redirect)
            throws InterruptedException {
        URI endpoint = server.registration();
        if (endpoint == null) {
            throw new AuthorizationException(Problem.CLIENT_UNKNOWN,
                    "The authorization server no longer lets clients register.");
        }
        Answer answer = http.post(endpoint, Map.of("Content-Type", "application/json"),
                Json.text(request(server, redirect)));
        MetadataDocument said = MetadataDocument.of(answer.body(), "The answer to the registration");
        String clientId = said.text("client_id");
        boolean created = answer.status() == 201 || answer.status() == 200;
        if (!created || clientId == null) {
            String error = said.text("error");
            throw new AuthorizationException(Problem.REGISTRATION_REFUSED, "The authorization server answered the "
                    + "registration with " + answer.status() + " and " + AuthorizationException.shown(error) + ".",
                    error);
        }
        String secret = said.text("client_secret");
        Long expires = said.number("client_secret_expires_at");
        return new ClientRegistration(server.issuer(), clientId, secret == null ? null : new Secret(secret),
                said.text("token_endpoint_auth_method"), redirect,
                expires == null || expires == 0 ? null : Instant.ofEpochSecond(expires));
    }

    private ObjectNode request(AuthorizationServer server, URI redirect) {
        List<String> offered = server.authMethods();
        String method = TokenClient.BASIC;
        if (offered != null && !offered.isEmpty()) {
            method = offered.contains(TokenClient.NONE)
                    ? TokenClient.NONE
                    : offered.contains(TokenClient.BASIC) ? TokenClient.BASIC : TokenClient.POST;
        }
        ObjectNode json = Json.object().put("client_name", profile.name())
                .put("token_endpoint_auth_method", method).put("application_type", "native");
        json.putArray("redirect_uris").add(redirect.toString());
        json.putArray("grant_types").add("authorization_code").add("refresh_token");
        json.putArray("response_types").add("code");
        return json;
    }
}
