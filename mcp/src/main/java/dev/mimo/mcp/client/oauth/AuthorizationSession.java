package dev.mimo.mcp.client.oauth;

import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.mimo.mcp.client.oauth.TokenEndpoint.Ask;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.token.TokenKey;
import dev.mimo.mcp.client.oauth.token.TokenSet;
import dev.mimo.mcp.client.oauth.token.TokenStore;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import dev.mimo.mcp.client.oauth.web.AuthorizationServer;
import dev.mimo.mcp.client.oauth.web.BoundedHttpClient;
import dev.mimo.mcp.client.oauth.web.MetadataDiscovery;
import dev.mimo.mcp.client.oauth.web.ProtectedResource;
import dev.mimo.mcp.client.oauth.web.RequiredAuthorization;
import dev.mimo.mcp.client.oauth.web.SsrfPolicy;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a credential for one server comes about. Not for several threads at once.
final class AuthorizationSession {
    private static final Set<String> GRANT_GONE = Set.of("invalid_grant", "invalid_client", "unauthorized_client");

    private final URI server;
    private final Grant grant;
    private final TokenStore store;
    private final Clock clock;
    private final MetadataDiscovery discovery;
    private final TokenEndpoint endpoint;
    private final TokenFlow flow;

    /// @param settings of which the limits that are not `web`'s are used
    record Surroundings(OAuthSettings settings, BoundedHttpClient http, TokenStore store, UserAgent userAgent,
            Clock clock) {}

    AuthorizationSession(URI server, Grant grant, Surroundings around) {
        this.server = server;
        this.grant = grant;
        this.store = around.store();
        this.clock = around.clock();
        BoundedHttpClient http =
                around.http().within(SsrfPolicy.around(server, around.settings().privateAddresses()));
        this.discovery = new MetadataDiscovery(http);
        this.endpoint = new TokenEndpoint(http, clock);
        this.flow = grant instanceof Grant.Consent(OAuthClientProfile profile)
                ? new ConsentFlow(new ClientRegistrar(profile, store, http, clock), around.userAgent(),
                        endpoint,
                        around.settings().userWait())
                : new ProgramFlow(grant, endpoint, new TokenEndpoint(around.http(), clock));
    }

    /// @param granted anew, as against kept or refreshed: if the server rejects this one too, it will reject any
    record Obtained(Credential credential, boolean granted) {}

    /// A credential after the server has refused what it got. Looks up again who protects the server, because that may
    /// have changed, and sends to the one in charge only what that one gave.
    ///
    /// @param rejected absent when nothing was sent
    /// @param refreshed whether refreshing has been tried for the same request
    Obtained anew(@Nullable Credential rejected, RequiredAuthorization required, boolean refreshed)
            throws InterruptedException {
        ProtectedResource resource = discovery.resource(server, required.metadata());
        AuthorizationServer issuer = discovery.server(chosen(resource, rejected));
        Credential kept = kept(issuer, resource.resource());
        if (kept != null) {
            if (!kept.sameTokens(rejected) && !kept.tokens().expiredAt(clock.instant())) {
                return new Obtained(kept, false);
            }
            Credential fresh = refreshed ? null : refreshed(kept);
            if (fresh != null) {
                return new Obtained(fresh, false);
            }
            store.drop(kept.key());
        }
        Set<String> scopes = scopes(resource, issuer, required, rejected);
        boolean bound = resource.dpopRequired()
                || (required.dpop() && (!required.bearer() || issuer.dpopAlgorithms().contains(ProofKey.ALGORITHM)));
        return new Obtained(granted(issuer, resource.resource(), scopes, bound), true);
    }

    /// A credential with more scopes, from the same server.
    Credential widened(Credential old, Set<String> scopes) throws InterruptedException {
        return granted(old.server(), old.resource(), scopes, old.tokens().proofKey() != null);
    }

    /// Whether a user can be asked for more scopes.
    boolean canWiden() {
        return flow.canWiden();
    }

    /// @return absent when there is nothing to refresh with, or the server takes it no longer
    @Nullable
    Credential refreshed(Credential old) throws InterruptedException {
        Credential newest = newest(old);
        if (!newest.sameTokens(old) && !newest.tokens().expiredAt(clock.instant())) {
            return newest;
        }
        Secret refresh = newest.tokens().refresh();
        if (refresh == null) {
            return null;
        }
        Secret bound = newest.tokens().proofKey();
        try {
            TokenSet got = endpoint.tokens(new Ask(old.server().token(), old.client(),
                    new RefreshTokenGrant(new RefreshToken(refresh.value())), old.resource(),
                    newest.tokens().requested(), bound == null ? null : ProofKey.of(bound)));
            return keep(newest.with(got.refresh() == null ? withRefresh(got, refresh) : got));
        } catch (AuthorizationException e) {
            if (e.oauthError() == null || !GRANT_GONE.contains(e.oauthError())) {
                throw e;
            }
            return refusedRefresh(newest, e.oauthError());
        }
    }

    /// Another process that shares the store may have been faster; with rotation only one of the two can succeed.
    private @Nullable Credential refusedRefresh(Credential used, String error) {
        Credential newest = newest(used);
        if (!newest.sameTokens(used)) {
            return newest;
        }
        store.drop(used.key());
        if (!error.equals("invalid_grant")) {
            flow.forget(used.server());
        }
        return null;
    }

    private Credential newest(Credential old) {
        TokenSet stored = store.tokens(old.key());
        return stored == null ? old : old.with(stored);
    }

    private static TokenSet withRefresh(TokenSet tokens, Secret refresh) {
        return new TokenSet(tokens.access(), refresh, tokens.expires(), tokens.requested(), tokens.granted(),
                tokens.proofKey());
    }

    private String chosen(ProtectedResource resource, @Nullable Credential rejected) {
        List<String> issuers = resource.issuers();
        if (grant instanceof Grant.Consent(OAuthClientProfile profile)) {
            for (String issuer : issuers) {
                if (profile.registeredWith(issuer) != null) {
                    return issuer;
                }
            }
        }
        String last = rejected == null ? "" : rejected.server().issuer();
        return issuers.contains(last) ? last : issuers.getFirst();
    }

    private @Nullable Credential kept(AuthorizationServer issuer, String resource) {
        TokenClient client = flow.known(issuer);
        if (client == null) {
            return null;
        }
        TokenSet tokens = store.tokens(new TokenKey(issuer.issuer(), resource, client.clientId()));
        return tokens == null ? null : new Credential(issuer, resource, client, tokens);
    }

    /// What the challenge names, else all that the resource knows, else nothing; with what was asked for before, so
    /// that a login does not take away what a wider one has given.
    private Set<String> scopes(ProtectedResource resource, AuthorizationServer issuer, RequiredAuthorization required,
            @Nullable Credential rejected) {
        Set<String> scopes = new LinkedHashSet<>();
        if (rejected != null && rejected.server().issuer().equals(issuer.issuer())
                && rejected.resource().equals(resource.resource())) {
            scopes.addAll(rejected.tokens().requested());
        }
        scopes.addAll(required.scopes().isEmpty() ? resource.scopes() : required.scopes());
        if (flow.canWiden() && !scopes.isEmpty() && issuer.scopes().contains("offline_access")) {
            scopes.add("offline_access");
        }
        return scopes;
    }

    private Credential granted(AuthorizationServer issuer, String resource, Set<String> scopes, boolean bound)
            throws InterruptedException {
        TokenFlow.Gained gained = flow.run(issuer, resource, scopes, bound ? ProofKey.generate() : null);
        return keep(new Credential(issuer, resource, gained.client(), gained.tokens()));
    }

    private Credential keep(Credential credential) {
        store.keep(credential.key(), credential.tokens());
        return credential;
    }
}
