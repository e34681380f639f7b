package dev.mimo.mcp.client.oauth;

import dev.mimo.mcp.client.oauth.token.TokenKey;
import dev.mimo.mcp.client.oauth.token.TokenSet;
import dev.mimo.mcp.client.oauth.web.AuthorizationServer;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tokens, and where they are from: whoever refreshes them asks the same server as the same client.
///
/// @param resource that they are for, as it is written
record Credential(AuthorizationServer server, String resource, TokenClient client, TokenSet tokens) {

    TokenKey key() {
        return new TokenKey(server.issuer(), resource, client.clientId());
    }

    Credential with(TokenSet other) {
        return new Credential(server, resource, client, other);
    }

    boolean sameTokens(@Nullable Credential other) {
        return other != null && tokens.access().equals(other.tokens.access());
    }

    /// @param nonce that the server asked for in proofs; absent when it has not
    Map<String, String> headers(String method, URI target, @Nullable String nonce, Instant now) {
        String access = tokens.access().value();
        if (tokens.proofKey() == null) {
            return Map.of("Authorization", "Bearer " + access);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "DPoP " + access);
        headers.put("DPoP", ProofKey.of(tokens.proofKey()).proof(method, target, tokens.access(), nonce, now));
        return headers;
    }
}
