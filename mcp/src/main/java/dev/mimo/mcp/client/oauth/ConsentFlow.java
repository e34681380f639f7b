package dev.mimo.mcp.client.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.mimo.mcp.client.oauth.TokenEndpoint.Ask;
import dev.mimo.mcp.client.oauth.UserAgent.Visit;
import dev.mimo.mcp.client.oauth.token.ClientRegistration;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.oauth.web.AuthorizationServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A person's consent: the authorization code flow with PKCE, never without.
final class ConsentFlow implements TokenFlow {
    private static final String OFFLINE = "offline_access";

    private final ClientRegistrar registrar;
    private final UserAgent userAgent;
    private final TokenEndpoint endpoint;
    private final Duration userWait;

    ConsentFlow(ClientRegistrar registrar, UserAgent userAgent, TokenEndpoint endpoint, Duration userWait) {
        this.registrar = registrar;
        this.userAgent = userAgent;
        this.endpoint = endpoint;
        this.userWait = userWait;
    }

    @Override
    public @Nullable TokenClient known(AuthorizationServer server) {
        ClientRegistration known = registrar.known(server);
        return known == null ? null : TokenClient.of(known, server);
    }

    @Override
    public boolean canWiden() {
        return true;
    }

    @Override
    public void forget(AuthorizationServer server) {
        registrar.forget(server);
    }

    @Override
    public Gained run(AuthorizationServer server, String resource, Set<String> scopes, @Nullable ProofKey key)
            throws InterruptedException {
        URI login = server.authorization();
        if (login == null || !server.challengeMethods().contains("S256")) {
            throw new AuthorizationException(Problem.UNSUPPORTED,
                    "The authorization server does not offer logging in with PKCE and S256.");
        }
        registrar.checkPossible(server);
        try (Visit visit = userAgent.prepare(registrar.redirect(server))) {
            ClientRegistration registration = registrar.client(server, visit.redirect());
            TokenClient client = TokenClient.of(registration, server);
            State state = new State();
            CodeVerifier verifier = new CodeVerifier();
            AuthorizationRequest.Builder request =
                    new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(client.clientId()))
                            .endpointURI(login).redirectionURI(visit.redirect()).state(state)
                            .codeChallenge(verifier, CodeChallengeMethod.S256).resources(URI.create(resource));
            if (!scopes.isEmpty()) {
                request.scope(new Scope(List.copyOf(scopes).toArray(String[]::new)));
            }
            if (scopes.contains(OFFLINE)) {
                // OpenID Connect gives offline access only to whom consent was asked for
                request.customParameter("prompt", "consent");
            }
            Secret code = code(server, visit, request.build().toURI(), state);
            return new Gained(client, endpoint.tokens(new Ask(server.token(), client,
                    new AuthorizationCodeGrant(new AuthorizationCode(code.value()), visit.redirect(), verifier),
                    resource, scopes, key)));
        } catch (IOException _) {
            throw new AuthorizationException(Problem.USER_ABSENT, "No redirect can be received on this machine.");
        }
    }

    private Secret code(AuthorizationServer server, Visit visit, URI request, State state)
            throws InterruptedException {
        URI back = visit.carry(request, userWait);
        if (back == null) {
            // a server that has forgotten the client shows the user an error and sends nobody back
            registrar.forget(server);
            throw new AuthorizationException(Problem.USER_ABSENT,
                    "Nobody came back from the authorization server within " + userWait.toSeconds() + " s.");
        }
        return AuthorizationResponse.code(back, state.getValue(), server);
    }
}
