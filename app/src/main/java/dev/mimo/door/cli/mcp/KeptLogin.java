package dev.mimo.door.cli.mcp;

import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import java.net.http.HttpHeaders;
import java.util.Map;

/// What is kept of earlier logins, and nothing else: where that does not help, the server's own refusal stands. Unless
/// it might have helped: an authorization server that cannot be reached is what is wrong then.
record KeptLogin(HttpAuthorizer kept) implements HttpAuthorizer {
    @Override
    public Map<String, String> headers(Sending sending) throws InterruptedException {
        try {
            return kept.headers(sending);
        } catch (AuthorizationException e) {
            requireReached(e);
            return Map.of();
        }
    }

    @Override
    public Verdict answered(Sending sending, int status, HttpHeaders headers) throws InterruptedException {
        try {
            return kept.answered(sending, status, headers);
        } catch (AuthorizationException e) {
            requireReached(e);
            return Verdict.PROCEED;
        }
    }

    private static void requireReached(AuthorizationException e) {
        if (e.problem() == AuthorizationException.Problem.UNREACHABLE) {
            throw e;
        }
    }
}
