package dev.mimo.mcp.client.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Map;

/// Stands around every HTTP exchange with a server: brings the credentials, and learns what the server thinks of them.
/// Called by many threads at once, each of which waits for it; so it may ask a user, and must bound that wait itself.
public interface HttpAuthorizer {
    /// Sends nothing, and gives up at once.
    HttpAuthorizer NONE = new HttpAuthorizer() {
        @Override
        public Map<String, String> headers(Sending sending) {
            return Map.of();
        }

        @Override
        public Verdict answered(Sending sending, int status, HttpHeaders headers) {
            return Verdict.PROCEED;
        }
    };

    /// Headers for what is about to be sent, also when it is sent again.
    ///
    /// @throws dev.mimo.mcp.client.transport.McpClientException when there can be no credential
    Map<String, String> headers(Sending sending) throws InterruptedException;

    /// Sees the status and headers of every answer, before its body is read.
    ///
    /// @return `RETRY` to send it once more, with new headers; the transport does so a few times at most. `PROCEED`
    ///     otherwise: a 401 or 403 then fails the call as unauthorized
    /// @throws dev.mimo.mcp.client.transport.McpClientException to fail the call with a reason of its own
    Verdict answered(Sending sending, int status, HttpHeaders headers) throws InterruptedException;

    enum Verdict {
        PROCEED, RETRY
    }

    /// What is sent.
    ///
    /// @param method of HTTP
    /// @param operation the same for the same thing tried again: the message's method and what it is about, such as
    ///        `tools/call add`; empty for what is no message
    /// @param attempt counts from 1
    record Sending(String method, URI uri, String operation, int attempt) {}
}
