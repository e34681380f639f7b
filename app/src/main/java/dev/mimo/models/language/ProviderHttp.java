package dev.mimo.models.language;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.models.language.ByteFeed.SilentFeedException;
import dev.mimo.resilience.AttemptFailedException;
import dev.mimo.resilience.AttemptFailedException.Blame;
import dev.mimo.resilience.CallDeadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Posts JSON to providers, and tells what becomes of it. One attempt at a time, each within its limit. One that sends
/// elsewhere is not followed: keys and what people say go where they were told to.
final class ProviderHttp implements AutoCloseable {
    static final String VIA = "X-Mimo-Via";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final long ANSWER_BYTES_MAX = 64 << 20;
    private static final int PROBLEM_BYTES_MAX = 64 << 10;
    private static final int PROBLEM_CHARS_MAX = 300;
    private static final int TOO_MANY = 429;
    private static final JsonLimits LIMITS = JsonLimits.ofDepth(500);

    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
    private final String instance;

    /// @param instance names this process, so that it knows its own calls again
    ProviderHttp(String instance) {
        this.instance = instance;
    }

    /// What is posted, and where.
    ///
    /// @param secret not to be told again, whoever says it; empty for none
    record ProviderRequest(String provider, String address, Map<String, String> headers, byte[] body, String secret) {}

    /// The body of an answer with status 200.
    ///
    /// @throws AttemptFailedException when there is none in time, or another status
    ByteFeed open(ProviderRequest asked, CallDeadline until, CallStopper stopper) throws AttemptFailedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(asked.address()))
                .header("Content-Type", "application/json").header(VIA, instance)
                .POST(BodyPublishers.ofByteArray(asked.body()));
        asked.headers().forEach(request::header);
        CompletableFuture<HttpResponse<ByteFeed>> sent =
                http.sendAsync(request.build(), _ -> new ByteFeed(ANSWER_BYTES_MAX));
        stopper.during(() -> sent.cancel(true));
        HttpResponse<ByteFeed> response = await(sent, until, stopper);
        stopper.during(response.body()::cancel);
        if (response.statusCode() == 200) {
            return response.body();
        }
        try {
            throw failure(asked, response, until);
        } finally {
            response.body().cancel();
        }
    }

    private static HttpResponse<ByteFeed> await(CompletableFuture<HttpResponse<ByteFeed>> sent, CallDeadline until,
            CallStopper stopper) throws AttemptFailedException {
        try {
            return sent.get(until.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            sent.cancel(true);
            throw tooLate();
        } catch (ExecutionException | java.util.concurrent.CancellationException e) {
            if (stopper.isStopped()) {
                throw givenUp();
            }
            throw new AttemptFailedException(Blame.PASSING, "cannot be reached" + reason(e));
        } catch (InterruptedException _) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw givenUp();
        }
    }

    private static String reason(Exception e) {
        String said = e.getCause() instanceof IOException io ? io.getMessage() : null;
        return said == null ? "" : ": " + said;
    }

    static AttemptFailedException tooLate() {
        return new AttemptFailedException(Blame.LASTING, "did not answer in time");
    }

    static AttemptFailedException givenUp() {
        return new AttemptFailedException(Blame.NOBODY, "was given up");
    }

    /// All of a body.
    static byte[] whole(ByteFeed feed, CallDeadline until, CallStopper stopper) throws AttemptFailedException {
        try {
            return read(feed, until, Integer.MAX_VALUE);
        } catch (IOException e) {
            throw broken(e, stopper);
        } finally {
            feed.cancel();
        }
    }

    private static byte[] read(ByteFeed feed, CallDeadline until, int most) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part = feed.next(until); part != null && all.size() < most; part = feed.next(until)) {
            all.write(part);
        }
        return all.toByteArray();
    }

    /// What a failure while reading means.
    static AttemptFailedException broken(IOException e, CallStopper stopper) {
        if (stopper.isStopped()) {
            return givenUp();
        }
        return e instanceof SilentFeedException
                ? tooLate()
                : new AttemptFailedException(Blame.PASSING, "broke off: " + e.getMessage());
    }

    /// @throws AttemptFailedException when it is no JSON object
    static ObjectNode json(byte[] body) throws AttemptFailedException {
        try {
            return Json.parseObject(body, LIMITS);
        } catch (MalformedJsonException e) {
            throw new AttemptFailedException(Blame.LASTING, "did not answer with JSON that can be read");
        }
    }

    static ObjectNode json(String body) throws AttemptFailedException {
        try {
            return Json.parseObject(body, LIMITS);
        } catch (MalformedJsonException e) {
            throw new AttemptFailedException(Blame.LASTING, "did not answer with JSON that can be read");
        }
    }

    private static AttemptFailedException failure(ProviderRequest asked, HttpResponse<ByteFeed> response,
            CallDeadline until) {
        int status = response.statusCode();
        JsonNode error = error(response.body(), until);
        String words = error.isString() ? error.stringValue() : error.path("message").asString("");
        String said = asked.secret().isEmpty() ? words : words.replace(asked.secret(), "[hidden]");
        String problem = "answered " + status + (said.isBlank() ? "" : ": " + shortened(said.strip()));
        boolean noMoney = error.path("code").asString("").equals("insufficient_quota");
        return switch (status) {
            case 400, 413, 415, 422 -> new RefusedByModelException(asked.provider(), status,
                    said.isBlank() ? problem : shortened(said.strip()));
            case 401, 402, 403, 407, 501 -> new AttemptFailedException(Blame.LASTING, problem);
            case 408, 425, TOO_MANY -> new AttemptFailedException(noMoney ? Blame.LASTING : Blame.PASSING, problem,
                    retryAfter(response));
            default -> status >= 500
                    ? new AttemptFailedException(Blame.PASSING, problem, retryAfter(response))
                    : new AttemptFailedException(status >= 400 ? Blame.UNSUITABLE : Blame.LASTING, problem);
        };
    }

    private static String shortened(String text) {
        return text.length() <= PROBLEM_CHARS_MAX ? text : text.substring(0, PROBLEM_CHARS_MAX) + "…";
    }

    /// Empty where nothing can be read.
    private static JsonNode error(ByteFeed body, CallDeadline until) {
        try {
            return json(read(body, until, PROBLEM_BYTES_MAX)).path("error");
        } catch (IOException | AttemptFailedException _) {
            return Json.object();
        }
    }

    /// In seconds, as nearly all say it; dates are not waited for.
    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        String said = response.headers().firstValue("Retry-After").orElse("").strip();
        return said.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(said)) : null;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
