package dev.mimo.mcp.client.oauth;

import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.oauth.token.TokenStore;
import dev.mimo.mcp.client.oauth.web.BoundedHttpClient;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// What all servers share: limits, the store, the user's browser, one HTTP client. Costs nothing until a server asks
/// for a credential: the OAuth library is not loaded before.
public final class OAuth implements AutoCloseable {
    private final OAuthSettings settings;
    private final TokenStore store;
    private final UserAgent userAgent;
    private final Clock clock;
    /// Made at its first use, by whoever holds this object's lock.
    private @Nullable BoundedHttpClient web;
    private boolean closed;

    public OAuth(OAuthSettings settings, TokenStore store, UserAgent userAgent, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.userAgent = userAgent;
        this.clock = clock;
    }

    /// For one server. Its credentials go to the server's origin and nowhere else.
    public HttpAuthorizer authorizer(URI server, Grant grant) {
        return new OAuthAuthorizer(server, () -> new AuthorizationSession(server, grant,
                new AuthorizationSession.Surroundings(settings, web(), store, userAgent, clock)), settings, clock);
    }

    private synchronized BoundedHttpClient web() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (web == null) {
            web = new BoundedHttpClient(settings.requestTimeout(), settings.bodyBytesMax());
        }
        return web;
    }

    /// Ends requests that are under way; their callers get `UNREACHABLE`.
    @Override
    public synchronized void close() {
        closed = true;
        if (web != null) {
            web.close();
        }
    }
}
