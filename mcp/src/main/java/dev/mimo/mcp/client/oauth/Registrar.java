package dev.mimo.mcp.client.oauth;

import dev.mimo.json.Json;
import dev.mimo.mcp.client.oauth.token.Registration;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.token.TokenStore;
import dev.mimo.mcp.client.oauth.web.AuthorisationException;
import dev.mimo.mcp.client.oauth.web.AuthorisationException.Problem;
import dev.mimo.mcp.client.oauth.web.AuthorizationServer;
import dev.mimo.mcp.client.oauth.web.Document;
import dev.mimo.mcp.client.oauth.web.Fence;
import dev.mimo.mcp.client.oauth.web.Web;
import dev.mimo.mcp.client.oauth.web.Web.Answer;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Decides who this client is at an authorization server: registered by hand, else the document about it, else
/// registered dynamically, which MCP has deprecated and most servers still want.
final class Registrar {
    private final ClientProfile profile;
    private final TokenStore store;
    private final Web web;
    private final Clock clock;

    Registrar(ClientProfile profile, TokenStore store, Web web, Clock clock) {
        this.profile = profile;
        this.store = store;
        this.web = web;
        this.clock = clock;
    }

    /// Who this client is already; absent when it has to register first.
    @Nullable
    Registration known(AuthorizationServer server) {
        Registration byHand = profile.registeredWith(server.issuer());
        if (byHand != null) {
            return byHand;
        }
        if (usesDocument(server)) {
            return new Registration(server.issuer(), String.valueOf(profile.document()), null, TokenClient.NONE, null,
                    null);
        }
        Registration stored = store.registration(server.issuer());
        return stored == null || stored.expiredAt(clock.instant()) ? null : stored;
    }

    /// Where the redirect is wanted; absent when any will do.
    @Nullable
    URI redirect(AuthorizationServer server) {
        Registration known = known(server);
        return known == null || known.redirect() == null ? profile.redirect() : known.redirect();
    }

    /// @throws AuthorisationException `CLIENT_UNKNOWN` when there is no way to become known to the server
    void checkPossible(AuthorizationServer server) {
        if (known(server) != null) {
            return;
        }
        if (!profile.registered().isEmpty()) {
            throw new AuthorisationException(Problem.CLIENT_UNKNOWN, "The client id is for another authorization "
                    + "server than the one in charge now, " + server.issuer() + ".");
        }
        if (server.registration() == null) {
            throw new AuthorisationException(Problem.CLIENT_UNKNOWN, "The authorization server, " + server.issuer()
                    + ", wants clients to be registered by hand.");
        }
    }

    /// Who this client is for a redirect to the address, registering it if need be.
    Registration client(AuthorizationServer server, URI redirect, Fence fence) throws InterruptedException {
        Registration known = known(server);
        boolean dynamic = profile.registeredWith(server.issuer()) == null && !usesDocument(server);
        if (known != null && (!dynamic || redirect.equals(known.redirect()))) {
            return known;
        }
        checkPossible(server);
        Registration registered = register(server, redirect, fence);
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

    private Registration register(AuthorizationServer server, URI redirect, Fence fence) throws InterruptedException {
        URI endpoint = server.registration();
        if (endpoint == null) {
            throw new AuthorisationException(Problem.CLIENT_UNKNOWN,
                    "The authorization server no longer lets clients register.");
        }
        Answer answer = web.post(endpoint, fence, Map.of("Content-Type", "application/json"),
                Json.text(request(server, redirect)));
        Document said = Document.of(answer.body(), "The answer to the registration");
        String clientId = said.text("client_id");
        boolean created = answer.status() == 201 || answer.status() == 200;
        if (!created || clientId == null) {
            String error = said.text("error");
            throw new AuthorisationException(Problem.REGISTRATION_REFUSED, "The authorization server answered the "
                    + "registration with " + answer.status() + " and " + AuthorisationException.shown(error) + ".",
                    error);
        }
        String secret = said.text("client_secret");
        Long expires = said.number("client_secret_expires_at");
        return new Registration(server.issuer(), clientId, secret == null ? null : new Secret(secret),
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
