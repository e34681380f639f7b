package dev.mimo.mcp.client.oauth.web;

import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.transport.RenewedHttpClient;
import dev.mimo.mcp.client.transport.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// HTTP with bounds: of time and of size, for the whole exchange; no cookies, no credentials but those given; redirects
/// only for what is read, and only within one origin. Safe for many threads.
public final class BoundedHttpClient implements AutoCloseable {
    private static final int REDIRECTS_MAX = 3;

    private final Duration timeout;
    private final int bytesMax;
    private final SsrfPolicy ssrfPolicy;
    private final RenewedHttpClient http;

    private BoundedHttpClient(Duration timeout, int bytesMax, SsrfPolicy ssrfPolicy, RenewedHttpClient http) {
        this.timeout = timeout;
        this.bytesMax = bytesMax;
        this.ssrfPolicy = ssrfPolicy;
        this.http = http;
    }

    /// For any address. Each request gets a connection of its own: they are few, minutes may pass between them, and
    /// none of those that are posted may be sent twice.
    public BoundedHttpClient(Duration timeout, int bytesMax) {
        this(timeout, bytesMax, SsrfPolicy.open(), new RenewedHttpClient(timeout, Duration.ZERO));
    }

    /// The same client, which goes to the policy's addresses alone. Ends with this one.
    public BoundedHttpClient within(SsrfPolicy policy) {
        return new BoundedHttpClient(timeout, bytesMax, policy, http);
    }

    SsrfPolicy ssrfPolicy() {
        return ssrfPolicy;
    }

    /// An answer, whatever its status. Its text may hold tokens and is not shown.
    public record Answer(int status, HttpHeaders headers, byte[] body) {
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /// Reads a document, following redirects within its origin.
    Answer get(URI address) throws InterruptedException {
        URI at = address;
        for (int redirects = 0;; redirects++) {
            ssrfPolicy.check(at);
            Answer answer = exchange(HttpRequest.newBuilder(at).GET().header("Accept", "application/json"));
            URI to = redirect(at, answer);
            if (to == null || redirects == REDIRECTS_MAX) {
                return answer;
            }
            at = to;
        }
    }

    /// Sends a body to an endpoint. A redirect is an answer like others: what was sent may be secret.
    public Answer post(URI address, Map<String, String> headers, String body) throws InterruptedException {
        ssrfPolicy.check(address);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(body))
                .header("Accept", "application/json");
        headers.forEach(request::setHeader);
        return exchange(request);
    }

    private static @Nullable URI redirect(URI at, Answer answer) {
        String location = answer.headers().firstValue("Location").orElse(null);
        if (answer.status() < 300 || answer.status() >= 400 || location == null) {
            return null;
        }
        try {
            URI to = at.resolve(location);
            return ServerAddress.isSameOrigin(at, to) ? to : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// The future, because the request's own timeout ends with the head and a body may drip for ever.
    private Answer exchange(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.timeout(timeout).build();
        try (RenewedHttpClient.Lease lease = http.lease()) {
            CompletableFuture<HttpResponse<byte[]>> answer = lease.client().sendAsync(request,
                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), bytesMax));
            try {
                HttpResponse<byte[]> got = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
                return new Answer(got.statusCode(), got.headers(), got.body());
            } finally {
                answer.cancel(true);
            }
        } catch (TimeoutException _) {
            throw unreachable(request.uri(), "did not answer in time");
        } catch (ExecutionException e) {
            throw unreachable(request.uri(), e.getCause() instanceof IOException
                    ? "could not be reached, or its answer was cut or too long"
                    : "could not be asked");
        }
    }

    private static AuthorizationException unreachable(URI address, String how) {
        return new AuthorizationException(Problem.UNREACHABLE, ServerAddress.shown(address) + " " + how + ".");
    }

    @Override
    public void close() {
        http.close();
    }
}
