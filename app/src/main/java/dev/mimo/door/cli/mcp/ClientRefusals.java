package dev.mimo.door.cli.mcp;

import dev.mimo.mcp.client.link.McpClientException;
import dev.mimo.mcp.client.link.McpClientException.Broken;
import dev.mimo.mcp.client.link.McpClientException.Closed;
import dev.mimo.mcp.client.link.McpClientException.Lost;
import dev.mimo.mcp.client.link.McpClientException.Refused;
import dev.mimo.mcp.client.link.McpClientException.Rejected;
import dev.mimo.mcp.client.link.McpClientException.SessionGone;
import dev.mimo.mcp.client.link.McpClientException.TimedOut;
import dev.mimo.mcp.client.link.McpClientException.Unauthorised;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.Objects;

/// What an MCP client ran into, as a refusal with its remedy.
final class ClientRefusals {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int UNAUTHORISED = 401;
    private static final String TRACE = "With --trace FILE the messages can be looked at.";

    private ClientRefusals() {}

    /// @param notThere what to do when there seems to be no server
    static RefusedException of(McpClientException e, String notThere) {
        String detail = Objects.requireNonNullElse(e.getMessage(), "The server could not be spoken to.");
        return new RefusedException(switch (e.reason()) {
            case Unauthorised(int status) -> status == UNAUTHORISED
                    ? new Refusal.Unauthenticated(detail,
                            "Give it one: --header 'Authorization: Bearer TOKEN'.")
                    : new Refusal.Denied(detail,
                            "Give a credential that may do this: --header 'Authorization: Bearer TOKEN'.");
            case Rejected _ -> new Refusal.NotFound(detail, notThere
                    + " The older transport of two addresses (HTTP+SSE) is not spoken here.");
            case Lost _ -> new Refusal.Unavailable(detail, notThere, SOON);
            case TimedOut _ -> new Refusal.TimedOut(detail,
                    "Give it longer with --timeout SECONDS. " + TRACE);
            case Broken _,Refused _,SessionGone _,Closed _ ->
                new Refusal.Unavailable(detail, TRACE, SOON);
        });
    }
}
