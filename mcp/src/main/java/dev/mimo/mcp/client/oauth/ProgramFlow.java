package dev.mimo.mcp.client.oauth;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.token.TypelessAccessToken;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mimo.mcp.client.oauth.TokenEndpoint.Ask;
import dev.mimo.mcp.client.oauth.token.ClientRegistration;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.oauth.web.AuthorizationServer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tokens without a user: the program shows what it holds.
final class ProgramFlow implements TokenFlow {
    private static final String GRANT_TOKEN = "urn:ietf:params:oauth:token-type:id-jag";

    private final Grant grant;
    private final TokenEndpoint endpoint;
    private final TokenEndpoint provider;

    /// @param provider of identities, which may be anywhere: its address was configured, not named by a stranger
    ProgramFlow(Grant grant, TokenEndpoint endpoint, TokenEndpoint provider) {
        this.grant = grant;
        this.endpoint = endpoint;
        this.provider = provider;
    }

    @Override
    public TokenClient known(AuthorizationServer server) {
        return switch (grant) {
            case Grant.Consent _ -> throw new IllegalStateException("a user consents in another flow");
            case Grant.ClientSecret by -> withSecret(server, by.clientId(), by.secret());
            case Grant.ClientKey by -> new TokenClient.WithKey(by.clientId(), by.key(), server.issuer());
            case Grant.Enterprise by -> withSecret(server, by.clientId(), by.secret());
            case Grant.Workload by -> new TokenClient.Public(by.clientId());
        };
    }

    private static TokenClient withSecret(AuthorizationServer server, String clientId, Secret secret) {
        return TokenClient.of(ClientRegistration.known(server.issuer(), clientId, secret), server);
    }

    @Override
    public boolean canWiden() {
        return false;
    }

    @Override
    public void forget(AuthorizationServer server) {
        // nothing was registered
    }

    @Override
    public Gained run(AuthorizationServer server, String resource, Set<String> scopes, @Nullable ProofKey key)
            throws InterruptedException {
        AuthorizationGrant by = switch (grant) {
            case Grant.Consent _ -> throw new IllegalStateException("a user consents in another flow");
            case Grant.ClientSecret _ -> new ClientCredentialsGrant();
            case Grant.ClientKey _ -> new ClientCredentialsGrant();
            case Grant.Enterprise it -> assertion(exchanged(it, server, resource, scopes));
            case Grant.Workload it -> assertion(it.assertion().get());
        };
        TokenClient client = known(server);
        return new Gained(client,
                endpoint.tokens(new Ask(server.token(), client, by, resource, scopes, key)));
    }

    private Secret exchanged(Grant.Enterprise by, AuthorizationServer server, String resource, Set<String> scopes)
            throws InterruptedException {
        Secret secret = by.providerSecret();
        TokenClient client = secret == null
                ? new TokenClient.Public(by.providerClientId())
                : new TokenClient.WithSecret(by.providerClientId(), secret, false);
        TokenExchangeGrant exchange = new TokenExchangeGrant(new TypelessAccessToken(by.identity().get().value()),
                TokenTypeURI.ID_TOKEN, null, null, type(GRANT_TOKEN), new Audience(server.issuer())
                        .toSingleAudienceList());
        return provider.exchanged(new Ask(by.providerToken(), client, exchange, resource, scopes, null), GRANT_TOKEN);
    }

    private static TokenTypeURI type(String name) {
        try {
            return TokenTypeURI.parse(name);
        } catch (ParseException e) {
            throw new IllegalStateException("not a token type: " + name, e);
        }
    }

    private static JWTBearerGrant assertion(Secret jwt) {
        try {
            return new JWTBearerGrant(SignedJWT.parse(jwt.value()));
        } catch (java.text.ParseException _) {
            // the cause might quote the token
            throw new AuthorizationException(Problem.MALFORMED, "What should be a signed assertion is none.");
        }
    }
}
