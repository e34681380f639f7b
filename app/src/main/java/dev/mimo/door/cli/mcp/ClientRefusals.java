package dev.mimo.door.cli.mcp;

import dev.mimo.door.cli.memory.PlainText;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.McpClientException.Broken;
import dev.mimo.mcp.client.transport.McpClientException.Closed;
import dev.mimo.mcp.client.transport.McpClientException.Lost;
import dev.mimo.mcp.client.transport.McpClientException.Refused;
import dev.mimo.mcp.client.transport.McpClientException.Rejected;
import dev.mimo.mcp.client.transport.McpClientException.SessionGone;
import dev.mimo.mcp.client.transport.McpClientException.TimedOut;
import dev.mimo.mcp.client.transport.McpClientException.Unauthorized;
import dev.mimo.mcp.client.transport.Redaction;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.Objects;

/// What an MCP client ran into, as a refusal with its remedy.
final class ClientRefusals {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int UNAUTHORIZED = 401;
    private static final String TOKEN = "--header 'Authorization: Bearer TOKEN'";
    private static final String TRACE = "With --trace FILE the messages can be looked at.";

    private ClientRefusals() {}

    /// @param notThere what to do when there seems to be no server
    static RefusedException of(McpClientException e, Redaction redaction, String notThere) {
        String detail = PlainText.of(redaction.text(
                Objects.requireNonNullElse(e.getMessage(), "The server could not be spoken to.")));
        if (e instanceof AuthorizationException login) {
            return new RefusedException(ofLogin(login, detail));
        }
        return new RefusedException(switch (e.reason()) {
            case Unauthorized(int status) -> status == UNAUTHORIZED
                    ? new Refusal.Unauthenticated(detail, "Log in with --login, or give it one: " + TOKEN + ".")
                    : new Refusal.Denied(detail, "Log in with --login, or give a credential that may do this: "
                            + TOKEN + ".");
            case Rejected _ -> new Refusal.NotFound(detail, notThere);
            case Lost _ -> new Refusal.Unavailable(detail, notThere, SOON);
            case TimedOut(var _, String unread) -> unread == null
                    ? new Refusal.TimedOut(detail, "Give it longer with --timeout SECONDS. " + TRACE)
                    : new Refusal.Unavailable(detail, TRACE, SOON);
            case Broken _,Refused _,SessionGone _,Closed _ ->
                new Refusal.Unavailable(detail, TRACE, SOON);
        });
    }

    private static Refusal ofLogin(AuthorizationException e, String detail) {
        return switch (e.problem()) {
            case RESOURCE_UNKNOWN, ISSUER_UNKNOWN, UNSUPPORTED -> new Refusal.Unauthenticated(detail,
                    "Nobody can log in there by --login. If you have a token, give it: " + TOKEN + ".");
            case CLIENT_UNKNOWN, REGISTRATION_REFUSED -> new Refusal.Unauthenticated(detail,
                    "Register a client there, and name both: --client-id ID --issuer URL, with --client-secret-env "
                            + "NAME if it has a secret.");
            case TOKEN_REFUSED -> new Refusal.Unauthenticated(detail,
                    "Log in again. If you named a client, look whether its id and its secret are right.");
            case RESOURCE_MISMATCH, ISSUER_MISMATCH, STATE_MISMATCH, ADDRESS_FORBIDDEN -> new Refusal.Denied(detail,
                    "Nothing secret was sent. The server is set up wrongly, or somebody tries to get hold of a login: "
                            + "ask whoever runs it.");
            case DECLINED -> new Refusal.Denied(detail, "Log in again, and consent to what is asked.");
            case REJECTED, SCOPE_REFUSED -> new Refusal.Denied(detail,
                    "Log in as somebody who may do this, after 'mimo mcp logout URL'; or ask whoever runs the server.");
            case USER_ABSENT -> new Refusal.TimedOut(detail,
                    "Log in again; it may take longer with --login-wait SECONDS.");
            case UNREACHABLE, MALFORMED -> new Refusal.Unavailable(detail,
                    "Try again; if that does not help, ask whoever runs the server.", SOON);
        };
    }
}
