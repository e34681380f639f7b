package dev.mimo.mcp.client.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import dev.mimo.mcp.client.oauth.token.ClientRegistration;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.oauth.web.AuthorizationServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a client shows who it is at a token endpoint.
sealed interface TokenClient {
    String BASIC = "client_secret_basic";
    String POST = "client_secret_post";
    String NONE = "none";

    String clientId();

    /// @return absent for a client that shows nothing but its name
    @Nullable
    ClientAuthentication proof(Instant now);

    record Public(String clientId) implements TokenClient {
        @Override
        public @Nullable ClientAuthentication proof(Instant now) {
            return null;
        }
    }

    /// @param inBody whether the secret goes into the body, for servers that do not take it in a header
    record WithSecret(String clientId, Secret secret, boolean inBody) implements TokenClient {
        @Override
        public ClientAuthentication proof(Instant now) {
            ClientID id = new ClientID(clientId);
            var value = new com.nimbusds.oauth2.sdk.auth.Secret(secret.value());
            return inBody ? new ClientSecretPost(id, value) : new ClientSecretBasic(id, value);
        }
    }

    /// @param issuer whom the signature is for
    record WithKey(String clientId, SigningKey key, String issuer) implements TokenClient {
        private static final Duration VALID = Duration.ofMinutes(2);

        @Override
        public ClientAuthentication proof(Instant now) {
            var claims = new JWTAuthenticationClaimsSet(new ClientID(clientId), List.of(new Audience(issuer)),
                    Date.from(now.plus(VALID)), null, Date.from(now), new JWTID());
            try {
                return new PrivateKeyJWT(claims, JWSAlgorithm.parse(key.algorithm()), key.key(), key.keyId(), null);
            } catch (JOSEException | IllegalArgumentException _) {
                throw new AuthorizationException(Problem.UNSUPPORTED,
                        "The client's key cannot sign with " + key.algorithm() + ".");
            }
        }
    }

    /// The way that was agreed with the server, if it still offers it; otherwise the first that the client can of
    /// basic, post and none. A server that does not say offers basic (RFC 8414).
    static TokenClient of(ClientRegistration client, AuthorizationServer server) {
        List<String> offered = server.authMethods();
        Secret secret = client.secret();
        String agreed = client.method();
        String method = agreed != null && (offered == null || offered.contains(agreed)) ? agreed : null;
        if (method == null && secret != null) {
            method = offered == null || offered.contains(BASIC) ? BASIC : offered.contains(POST) ? POST : null;
        }
        if (method == null && (offered == null || offered.contains(NONE) || secret == null)) {
            method = NONE;
        }
        if (NONE.equals(method)) {
            return new Public(client.clientId());
        }
        if (secret == null || !(BASIC.equals(method) || POST.equals(method))) {
            throw new AuthorizationException(Problem.UNSUPPORTED,
                    "The authorization server wants clients to authenticate in a way that this one cannot.");
        }
        return new WithSecret(client.clientId(), secret, POST.equals(method));
    }
}
