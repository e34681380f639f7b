package dev.mimo.mcp.client.oauth;

import dev.mimo.mcp.client.oauth.token.TokenSet;
import dev.mimo.mcp.client.oauth.web.AuthorizationServer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One way to tokens.
interface TokenFlow {

    /// Who this client is already at the server; absent when it has to register first.
    @Nullable
    TokenClient known(AuthorizationServer server);

    /// Whether a user is there who can consent to more.
    boolean canWiden();

    /// Forgets what was registered dynamically with the server.
    void forget(AuthorizationServer server);

    /// @param client that the tokens were given to
    record Gained(TokenClient client, TokenSet tokens) {}

    /// @param resource sent as it is written
    /// @param scopes to ask for; none are named when it is empty
    /// @param key to bind the tokens to; absent for bearer tokens
    /// @throws dev.mimo.mcp.client.oauth.web.AuthorizationException for every way in which this can end otherwise
    Gained run(AuthorizationServer server, String resource, Set<String> scopes, @Nullable ProofKey key)
            throws InterruptedException;
}
