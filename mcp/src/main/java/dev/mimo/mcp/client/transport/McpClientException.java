package dev.mimo.mcp.client.transport;

import dev.mimo.mcp.RpcError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why a call of a server brought no result. The message is one sentence for people, without secrets.
public class McpClientException extends RuntimeException {
    private final transient Reason reason;

    public McpClientException(Reason reason, String message) {
        // no stack trace: what happened is on the other side of a wire
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// What went wrong, in kinds that a caller can act on.
    public sealed interface Reason {}

    /// The server answered with an error of the protocol.
    ///
    /// @param httpStatus that it came with; absent where there is no HTTP
    public record Refused(RpcError error, @Nullable Integer httpStatus) implements Reason {}

    /// An HTTP answer without any message of the protocol in it.
    public record Rejected(int httpStatus) implements Reason {}

    /// The way to the server is gone, or was never there. What was asked may have been done all the same.
    public record Lost() implements Reason {}

    /// The server no longer knows the session. What was asked has not been done.
    public record SessionGone() implements Reason {}

    /// No answer came in time.
    ///
    /// @param unread what came instead; absent when nothing did
    public record TimedOut(Duration limit, @Nullable String unread) implements Reason {}

    /// The server said something that the protocol does not allow, or more than the limits do.
    public record Broken() implements Reason {}

    /// The server wants a credential, or a better one.
    ///
    /// @param httpStatus 401 or 403
    public record Unauthorized(int httpStatus) implements Reason {}

    /// This client is closed.
    public record Closed() implements Reason {}

    public static McpClientException refused(RpcError error, @Nullable Integer httpStatus) {
        return new McpClientException(new Refused(error, httpStatus),
                "The server answered with error " + error.code() + ": " + error.message());
    }

    public static McpClientException lost(String message) {
        return new McpClientException(new Lost(), message);
    }

    public static McpClientException broken(String message) {
        return new McpClientException(new Broken(), message);
    }

    public static McpClientException timedOut(String what, Duration limit) {
        return new McpClientException(new TimedOut(limit, null),
                what + " took longer than " + limit.toMillis() + " ms.");
    }

    /// @param unread what the server sent instead of an answer
    public static McpClientException unanswered(String unread, Duration limit) {
        return new McpClientException(new TimedOut(limit, unread),
                "The server sent " + unread + ", and no answer within " + limit.toMillis() + " ms.");
    }

    public static McpClientException closed() {
        return new McpClientException(new Closed(), "The client is closed.");
    }
}
