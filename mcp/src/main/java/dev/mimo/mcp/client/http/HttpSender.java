package dev.mimo.mcp.client.http;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.PendingRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
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
    private final HttpClient client;

    /// @param timeout until the head of the answer is there; absent when someone else watches
    /// @param waiting whose caller does not wait for a credential on its own time; absent when nobody waits
    record Sent(String method, Map<String, String> headers, byte @Nullable [] body, @Nullable Message message,
            String operation, @Nullable Duration timeout, @Nullable PendingRequest waiting) {
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
            Duration connectTimeout) {
        this.endpoint = endpoint;
        this.always = always;
        this.authorizer = authorizer;
        this.trace = trace;
        this.client = HttpClient.newBuilder()
                // HTTP/2 would begin with an upgrade that small servers choke on
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
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
        trace.passed(MessageTrace.Direction.SENT, sent.method() + " " + plain(uri), headers, sent.message());
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
            trace.passed(MessageTrace.Direction.RECEIVED, "HTTP " + answer.statusCode(), heads(answer), null);
            return answer;
        } catch (HttpTimeoutException e) {
            throw McpClientException.lost(plain(uri) + " did not answer in time.");
        } catch (IOException e) {
            throw McpClientException.lost(e instanceof ConnectException
                    ? "Nothing answers at " + plain(uri) + "."
                    : "The connection to " + plain(uri) + " broke" + said(e) + ".");
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
            return isSameOrigin(from, to) ? to : from;
        } catch (IllegalArgumentException _) {
            return from;
        }
    }

    static boolean isSameOrigin(URI one, URI other) {
        return origin(one).equalsIgnoreCase(origin(other));
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
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

    /// The address as people may see it: without what a query may hide.
    static String plain(URI uri) {
        String text = uri.toString();
        int query = text.indexOf('?');
        String path = query < 0 ? text : text.substring(0, query);
        return uri.getRawUserInfo() == null ? path : path.replace(uri.getRawUserInfo() + "@", "");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
