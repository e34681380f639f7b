package dev.mimo.mcp.http;

import java.time.Duration;

/// As much is going on already as the limits allow; worth another try after the pause.
public final class ServerBusyException extends RuntimeException {
    private final Duration retryAfter;

    /// @param message a sentence for people
    public ServerBusyException(String message, Duration retryAfter) {
        // no stack trace: it is an answer, not a fault
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
