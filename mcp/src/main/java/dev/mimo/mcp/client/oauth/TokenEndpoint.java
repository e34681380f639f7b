package dev.mimo.mcp.client.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.token.TokenSet;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.oauth.web.BoundedHttpClient;
import dev.mimo.mcp.client.oauth.web.BoundedHttpClient.Answer;
import dev.mimo.mcp.client.oauth.web.MetadataDocument;
import dev.mimo.mcp.client.oauth.web.RequiredAuthorization;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sends token requests, and reads what comes back.
final class TokenEndpoint {
    private final BoundedHttpClient web;
    private final Clock clock;

    TokenEndpoint(BoundedHttpClient web, Clock clock) {
        this.web = web;
        this.clock = clock;
    }

    /// One request.
    ///
    /// @param resource sent as it is written
    /// @param scopes that are asked for, or were when the grant came about; empty for the server's usual ones
    /// @param key to bind the tokens to; absent for bearer tokens
    record Ask(URI endpoint, TokenClient client, AuthorizationGrant grant, String resource, Set<String> scopes,
            @Nullable ProofKey key) {}

    /// Tokens for a resource server.
    ///
    /// @throws AuthorizationException `TOKEN_REFUSED` with the server's error code, or `MALFORMED`
    TokenSet tokens(Ask ask) throws InterruptedException {
        MetadataDocument answer = send(ask);
        String type = answer.text("token_type");
        String access = answer.text("access_token");
        boolean bound = "dpop".equals(lower(type));
        boolean ours = bound ? ask.key() != null : "bearer".equals(lower(type));
        if (access == null || !ours) {
            throw malformed("gave no token of a kind that was asked for");
        }
        String scope = answer.text("scope");
        String refresh = answer.text("refresh_token");
        Long seconds = answer.number("expires_in");
        Instant expires = seconds == null ? null : clock.instant().plusSeconds(seconds);
        return new TokenSet(new Secret(access), refresh == null ? null : new Secret(refresh), expires, ask.scopes(),
                scope == null ? ask.scopes() : RequiredAuthorization.scopes(scope),
                bound && ask.key() != null ? ask.key().stored() : null);
    }

    /// A token of another kind, to be exchanged further.
    ///
    /// @param type its identifier, which the answer must repeat
    Secret exchanged(Ask ask, String type) throws InterruptedException {
        MetadataDocument answer = send(ask);
        String token = answer.text("access_token");
        if (token == null || !type.equals(answer.text("issued_token_type"))) {
            throw malformed("gave no token of the kind that was asked for");
        }
        return new Secret(token);
    }

    private MetadataDocument send(Ask ask) throws InterruptedException {
        Answer answer = send(ask, null);
        String nonce = RequiredAuthorization.nonce(answer.headers());
        if (ask.key() != null && nonce != null && "use_dpop_nonce".equals(error(answer))) {
            answer = send(ask, nonce);
        }
        if (answer.status() != 200) {
            String error = error(answer);
            throw new AuthorizationException(Problem.TOKEN_REFUSED, "The token endpoint answered "
                    + answer.status() + " with " + AuthorizationException.shown(error) + ".", error);
        }
        return MetadataDocument.of(answer.body(), "The token endpoint's answer");
    }

    private Answer send(Ask ask, @Nullable String nonce) throws InterruptedException {
        HTTPRequest request = request(ask);
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (request.getAuthorization() != null) {
            headers.put("Authorization", request.getAuthorization());
        }
        if (ask.key() != null) {
            headers.put("DPoP", ask.key().proof("POST", ask.endpoint(), null, nonce, clock.instant()));
        }
        return web.post(ask.endpoint(), headers, request.getBody());
    }

    private HTTPRequest request(Ask ask) {
        var proof = ask.client().proof(clock.instant());
        TokenRequest.Builder builder = proof == null
                ? new TokenRequest.Builder(ask.endpoint(), new ClientID(ask.client().clientId()), ask.grant())
                : new TokenRequest.Builder(ask.endpoint(), proof, ask.grant());
        builder.resources(URI.create(ask.resource()));
        boolean settled = ask.grant() instanceof AuthorizationCodeGrant || ask.grant() instanceof RefreshTokenGrant;
        if (!settled && !ask.scopes().isEmpty()) {
            builder.scope(new Scope(List.copyOf(ask.scopes()).toArray(String[]::new)));
        }
        return builder.build().toHTTPRequest();
    }

    private static @Nullable String error(Answer answer) {
        try {
            return MetadataDocument.of(answer.body(), "An error").text("error");
        } catch (AuthorizationException _) {
            return null;
        }
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static AuthorizationException malformed(String what) {
        return new AuthorizationException(Problem.MALFORMED, "The token endpoint " + what + ".");
    }
}
