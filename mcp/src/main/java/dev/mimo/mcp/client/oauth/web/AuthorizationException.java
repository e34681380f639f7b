package dev.mimo.mcp.client.oauth.web;

import dev.mimo.mcp.client.transport.McpClientException;
import org.jspecify.annotations.Nullable;

/// Why no credential could be had, or none that the server takes. The message is a sentence for people; it never holds
/// a secret, nor prose of the other side.
public final class AuthorizationException extends McpClientException {
    private static final int UNAUTHORIZED = 401;

    private final Problem problem;
    private final @Nullable String oauthError;

    public enum Problem {
        /// The server has no metadata about who protects it.
        RESOURCE_UNKNOWN,
        /// The metadata is about another server.
        RESOURCE_MISMATCH,
        /// The authorization server has no metadata.
        ISSUER_UNKNOWN,
        /// The metadata, or the redirect, is from another issuer than the one asked.
        ISSUER_MISMATCH,
        /// The authorization server lacks what must be had: PKCE with S256, an endpoint, a way to authenticate.
        UNSUPPORTED,
        /// There is no client id for this issuer, and none to be had.
        CLIENT_UNKNOWN, REGISTRATION_REFUSED,
        /// An address that this client is not sent to by strangers.
        ADDRESS_FORBIDDEN, UNREACHABLE,
        /// An answer that cannot be understood, or is too large.
        MALFORMED,
        /// Nobody came back from the browser in time.
        USER_ABSENT,
        /// The authorization server sent the user back with an error, which `oauthError` names.
        DECLINED,
        /// The redirect does not belong to this request.
        STATE_MISMATCH,
        /// The token endpoint refused; `oauthError` says why.
        TOKEN_REFUSED,
        /// The server rejects a token that was just issued for it.
        REJECTED,
        /// Asking for more scopes has not helped, or would change nothing.
        SCOPE_REFUSED
    }

    public AuthorizationException(Problem problem, String message) {
        this(problem, message, null);
    }

    /// @param oauthError what the other side sent as `error`; kept only if it looks like a code
    public AuthorizationException(Problem problem, String message, @Nullable String oauthError) {
        super(new Unauthorized(UNAUTHORIZED), message);
        this.problem = problem;
        this.oauthError = isCode(oauthError) ? oauthError : null;
    }

    public Problem problem() {
        return problem;
    }

    /// The error code of the authorization server; absent when there was none.
    public @Nullable String oauthError() {
        return oauthError;
    }

    /// `error` as it may be shown: a code, or a word in its place.
    public static String shown(@Nullable String oauthError) {
        return oauthError != null && isCode(oauthError) ? oauthError : "an error";
    }

    private static boolean isCode(@Nullable String text) {
        return text != null && text.matches("[a-z_]{1,60}");
    }
}
