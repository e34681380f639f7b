package dev.mimo.mcp.client.oauth;

import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.oauth.AuthorizationSession.Obtained;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.oauth.web.RequiredAuthorization;
import dev.mimo.mcp.client.transport.ServerAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Judges what a server says to its credential, and gets a better one. Many exchanges run at once, but one
/// authorization at a time: the others wait for it and share what came of it, so no user sees two windows.
final class OAuthAuthorizer implements HttpAuthorizer {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NONCES_MAX = 2;

    private final URI server;
    private final Supplier<AuthorizationSession> opening;
    private final OAuthSettings settings;
    private final Clock clock;
    /// One thread carries an exchange through all its attempts. Not static: exchanges of other servers are others.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Exchange> exchanges = new ThreadLocal<>();

    private volatile @Nullable Credential current;
    private volatile @Nullable String nonce;

    /// Held while an authorization runs, which calls out and may take minutes, as it must. Guards the two below.
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable AuthorizationSession authorization;
    private @Nullable AuthorizationException failure;
    private final AtomicLong turns = new AtomicLong();

    /// What one exchange has been through.
    private static final class Exchange {
        private @Nullable Credential sent;
        private @Nullable String nonce;
        private int nonces;
        private boolean refreshed;
        private boolean granted;
        private int authorizations;
    }

    private interface Step {
        void run(AuthorizationSession authorization) throws InterruptedException;
    }

    OAuthAuthorizer(URI server, Supplier<AuthorizationSession> opening, OAuthSettings settings, Clock clock) {
        this.server = server;
        this.opening = opening;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Map<String, String> headers(Sending sending) throws InterruptedException {
        Exchange exchange = exchanges.get();
        if (exchange == null || sending.attempt() == 1) {
            exchange = new Exchange();
            exchanges.set(exchange);
        }
        exchange.sent = null;
        if (!isServer(sending.uri())) {
            return Map.of();
        }
        exchange.sent = ahead(current);
        exchange.nonce = nonce;
        return exchange.sent == null
                ? Map.of()
                : exchange.sent.headers(sending.method(), sending.uri(), exchange.nonce, clock.instant());
    }

    @Override
    public Verdict answered(Sending sending, int status, HttpHeaders headers) throws InterruptedException {
        Exchange exchange = exchanges.get();
        if (exchange == null) {
            throw new IllegalStateException("an answer on another thread than its request");
        }
        boolean again = false;
        try {
            if (isServer(sending.uri())) {
                String given = RequiredAuthorization.nonce(headers);
                nonce = given == null ? nonce : given;
                again = switch (status) {
                    case UNAUTHORIZED -> rejected(exchange, RequiredAuthorization.of(headers));
                    case FORBIDDEN -> insufficient(exchange, RequiredAuthorization.of(headers));
                    default -> false;
                };
            }
            return again ? Verdict.RETRY : Verdict.PROCEED;
        } finally {
            if (!again) {
                exchanges.remove();
            }
        }
    }

    private boolean isServer(URI target) {
        return ServerAddress.isSameOrigin(server, target);
    }

    private boolean rejected(Exchange exchange, RequiredAuthorization required) throws InterruptedException {
        boolean newNonce = required.nonce() != null && !required.nonce().equals(exchange.nonce);
        if (exchange.sent != null && required.errors().contains("use_dpop_nonce") && newNonce
                && exchange.nonces < NONCES_MAX) {
            exchange.nonces++;
            return true;
        }
        return inTurn(exchange, authorization -> {
            if (exchange.granted) {
                throw new AuthorizationException(Problem.REJECTED,
                        "The server rejects the token that was just issued for it.");
            }
            Obtained obtained = authorization.anew(exchange.sent, required, exchange.refreshed);
            current = obtained.credential();
            exchange.refreshed |= exchange.sent != null;
            exchange.granted = obtained.granted();
            exchange.authorizations += obtained.granted() ? 1 : 0;
        });
    }

    private boolean insufficient(Exchange exchange, RequiredAuthorization required) throws InterruptedException {
        Credential sent = exchange.sent;
        if (sent == null || !required.errors().contains("insufficient_scope")) {
            return false;
        }
        return inTurn(exchange, authorization -> {
            Set<String> scopes = new LinkedHashSet<>(sent.tokens().requested());
            boolean wider = scopes.addAll(required.scopes());
            if (!wider || !authorization.canWiden() || exchange.authorizations >= settings.authorizationsMax()) {
                throw new AuthorizationException(Problem.SCOPE_REFUSED, wider
                        ? "The server wants more rights than this client may ask for."
                        : "The server wants rights that were asked for already and not given.");
            }
            exchange.authorizations++;
            current = authorization.widened(sent, scopes);
        });
    }

    /// A token that ends soon is refreshed before it is sent; if that cannot be, the old one may still do.
    private @Nullable Credential ahead(@Nullable Credential known) throws InterruptedException {
        if (known == null || known.tokens().refresh() == null
                || !known.tokens().expiredAt(clock.instant().plus(settings.refreshAhead()))) {
            return known;
        }
        Exchange refreshing = new Exchange();
        refreshing.sent = known;
        try {
            inTurn(refreshing, authorization -> current = authorization.refreshed(known));
        } catch (AuthorizationException e) {
            if (known.tokens().expiredAt(clock.instant())) {
                throw e;
            }
        }
        return current;
    }

    /// Runs the step alone, unless another exchange has changed the credential meanwhile.
    ///
    /// @return always true: there is a credential to try
    /// @throws AuthorizationException also when the authorization that this one waited for has failed
    private boolean inTurn(Exchange exchange, Step step) throws InterruptedException {
        long seen = turns.get();
        if (!turn.tryLock(settings.userWait().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AuthorizationException(Problem.USER_ABSENT, "Another authorization for this server still runs.");
        }
        try {
            if (current != null && !current.sameTokens(exchange.sent)) {
                return true;
            }
            if (turns.get() != seen && failure != null) {
                throw failure;
            }
            if (authorization == null) {
                authorization = opening.get();
            }
            run(step, authorization);
            return true;
        } finally {
            turn.unlock();
        }
    }

    private void run(Step step, AuthorizationSession opened) throws InterruptedException {
        failure = null;
        try {
            step.run(opened);
        } catch (AuthorizationException e) {
            failure = e;
            throw e;
        } finally {
            turns.incrementAndGet();
        }
    }
}
