package dev.mimo.mcp.client.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.token.Tokens;
import dev.mimo.mcp.client.oauth.web.AuthorisationException;
import dev.mimo.mcp.client.oauth.web.AuthorisationException.Problem;
import dev.mimo.mcp.client.oauth.web.Demand;
import dev.mimo.mcp.client.oauth.web.Document;
import dev.mimo.mcp.client.oauth.web.Fence;
import dev.mimo.mcp.client.oauth.web.Web;
import dev.mimo.mcp.client.oauth.web.Web.Answer;
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
    private final Web web;
    private final Clock clock;

    TokenEndpoint(Web web, Clock clock) {
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
    /// @throws AuthorisationException `TOKEN_REFUSED` with the server's error code, or `MALFORMED`
    Tokens tokens(Ask ask, Fence fence) throws InterruptedException {
        Document answer = send(ask, fence);
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
        return new Tokens(new Secret(access), refresh == null ? null : new Secret(refresh), expires, ask.scopes(),
                scope == null ? ask.scopes() : Demand.scopes(scope),
                bound && ask.key() != null ? ask.key().stored() : null);
    }

    /// A token of another kind, to be exchanged further.
    ///
    /// @param type its identifier, which the answer must repeat
    Secret exchanged(Ask ask, String type, Fence fence) throws InterruptedException {
        Document answer = send(ask, fence);
        String token = answer.text("access_token");
        if (token == null || !type.equals(answer.text("issued_token_type"))) {
            throw malformed("gave no token of the kind that was asked for");
        }
        return new Secret(token);
    }

    private Document send(Ask ask, Fence fence) throws InterruptedException {
        Answer answer = send(ask, null, fence);
        String nonce = Demand.nonce(answer.headers());
        if (ask.key() != null && nonce != null && "use_dpop_nonce".equals(error(answer))) {
            answer = send(ask, nonce, fence);
        }
        if (answer.status() != 200) {
            String error = error(answer);
            throw new AuthorisationException(Problem.TOKEN_REFUSED, "The token endpoint answered "
                    + answer.status() + " with " + AuthorisationException.shown(error) + ".", error);
        }
        return Document.of(answer.body(), "The token endpoint's answer");
    }

    private Answer send(Ask ask, @Nullable String nonce, Fence fence) throws InterruptedException {
        HTTPRequest request = request(ask);
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (request.getAuthorization() != null) {
            headers.put("Authorization", request.getAuthorization());
        }
        if (ask.key() != null) {
            headers.put("DPoP", ask.key().proof("POST", ask.endpoint(), null, nonce, clock.instant()));
        }
        return web.post(ask.endpoint(), fence, headers, request.getBody());
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
            return Document.of(answer.body(), "An error").text("error");
        } catch (AuthorisationException _) {
            return null;
        }
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static AuthorisationException malformed(String what) {
        return new AuthorisationException(Problem.MALFORMED, "The token endpoint " + what + ".");
    }
}
