package dev.mimo.mcp.client.http;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.PendingRequest;
import dev.mimo.mcp.client.transport.RenewedHttpClient;
import dev.mimo.mcp.client.transport.ServerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sends one HTTP request after another to the server's address, with the caller's and the authorizer's headers, and
/// follows redirects within the same origin, so that no credential leaves it. Safe for many threads.
final class HttpSender implements AutoCloseable {
    /// The same request at most so often, redirects and new credentials together.
    private static final int ATTEMPTS_MAX = 6;

    private final URI endpoint;
    private final Map<String, String> always;
    private final HttpAuthorizer authorizer;
    private final MessageTrace trace;
    private final RenewedHttpClient http;

    /// @param timeout until the head of the answer is there; absent when someone else watches
    /// @param waiting whose caller does not wait for a credential on its own time; absent when nobody waits
    record Sent(String method, Map<String, String> headers, byte @Nullable [] body, @Nullable Message message,
            String operation, @Nullable Duration timeout, @Nullable PendingRequest waiting) {
        /// A message.
        static Sent of(Message message, Map<String, String> headers, MessageCodec codec, @Nullable Duration timeout,
                @Nullable PendingRequest waiting) {
            return new Sent("POST", headers, codec.encode(message), message, MessageHeaders.operation(message), timeout,
                    waiting);
        }

        /// What is no message, and nobody waits for.
        static Sent of(String method, Map<String, String> headers, Duration timeout) {
            return new Sent(method, headers, null, null, "", timeout, null);
        }

        /// Calls the authorizer, which may ask a user.
        <T> T held(Asking<T> asking) throws InterruptedException {
            if (waiting == null) {
                return asking.ask();
            }
            waiting.hold();
            try {
                return asking.ask();
            } finally {
                waiting.release();
            }
        }
    }

    @FunctionalInterface
    interface Asking<T> {
        T ask() throws InterruptedException;
    }

    HttpSender(URI endpoint, Map<String, String> always, HttpAuthorizer authorizer, MessageTrace trace,
            HttpTransportSettings settings) {
        this.endpoint = endpoint;
        this.always = always;
        this.authorizer = authorizer;
        this.trace = trace;
        this.http = new RenewedHttpClient(settings.connectTimeout(), settings.connectionReuse());
    }

    URI endpoint() {
        return endpoint;
    }

    /// The answer, whatever its status; its body is still to be read, and closed.
    ///
    /// @throws McpClientException when there was none
    HttpResponse<InputStream> send(Sent sent) throws InterruptedException {
        return send(endpoint, sent);
    }

    /// As `send`, to another address of the same origin.
    HttpResponse<InputStream> send(URI to, Sent sent) throws InterruptedException {
        URI uri = to;
        for (int attempt = 1;; attempt++) {
            HttpAuthorizer.Sending sending = new HttpAuthorizer.Sending(sent.method(), uri, sent.operation(), attempt);
            HttpResponse<InputStream> answer = once(sent, uri, sent.held(() -> authorizer.headers(sending)));
            HttpAuthorizer.Verdict verdict;
            try {
                verdict = sent.held(() -> authorizer.answered(sending, answer.statusCode(), answer.headers()));
            } catch (RuntimeException | InterruptedException e) {
                discard(answer);
                throw e;
            }
            URI moved = moved(uri, answer);
            boolean again = verdict == HttpAuthorizer.Verdict.RETRY || !moved.equals(uri);
            if (!again || attempt == ATTEMPTS_MAX) {
                return answer;
            }
            discard(answer);
            uri = moved;
        }
    }

    private HttpResponse<InputStream> once(Sent sent, URI uri, Map<String, String> credentials)
            throws InterruptedException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(always);
        headers.putAll(sent.headers());
        headers.putAll(credentials);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(sent.method(),
                sent.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(sent.body()));
        headers.forEach(request::setHeader);
        if (sent.timeout() != null) {
            request.timeout(sent.timeout());
        }
        trace.passed(MessageTrace.Direction.SENT, sent.method() + " " + ServerAddress.shown(uri), headers,
                sent.message());
        ArrivingBody body = new ArrivingBody();
        try (RenewedHttpClient.Lease lease = http.lease()) {
            HttpResponse<InputStream> answer = lease.client().send(request.build(), body);
            trace.passed(MessageTrace.Direction.RECEIVED, "HTTP " + answer.statusCode(), heads(answer), null);
            return answer;
        } catch (InterruptedException e) {
            body.giveUp();
            throw e;
        } catch (HttpTimeoutException e) {
            throw McpClientException.lost(ServerAddress.shown(uri) + " did not answer in time.");
        } catch (IOException e) {
            throw McpClientException.lost(e instanceof ConnectException
                    ? "Nothing answers at " + ServerAddress.shown(uri) + "."
                    : "The connection to " + ServerAddress.shown(uri) + " broke" + said(e) + ".");
        }
    }

    private static String said(IOException e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage();
    }

    private static URI moved(URI from, HttpResponse<?> answer) {
        boolean moves = answer.statusCode() == 307 || answer.statusCode() == 308;
        String location = moves ? answer.headers().firstValue("Location").orElse(null) : null;
        if (location == null) {
            return from;
        }
        try {
            URI to = from.resolve(location);
            return ServerAddress.isSameOrigin(from, to) ? to : from;
        } catch (IllegalArgumentException _) {
            return from;
        }
    }

    private static Map<String, String> heads(HttpResponse<?> answer) {
        Map<String, String> heads = new LinkedHashMap<>();
        answer.headers().map().forEach((name, values) -> heads.put(name, String.join(", ", values)));
        return heads;
    }

    static void discard(HttpResponse<InputStream> answer) {
        try {
            answer.body().close();
        } catch (IOException _) {
            // nobody reads it
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
