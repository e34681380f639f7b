package dev.mimo.door.http;

import dev.mimo.call.RequestJson;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One request and its answer. The handler's thread uses it; only answering is safe from several, and the first
/// answer is the one that is sent.
public final class Exchange {
    private static final String JSON = "application/json";

    private final String id;
    private final Request request;
    private final Response response;
    private final Callback done;
    private final Route route;
    private final Map<String, String> pathValues;
    private final House house;
    private final HttpLimits limits;
    private final Turnstile.@Nullable Place place;
    private final AtomicBoolean answered = new AtomicBoolean();
    private @Nullable EventStream stream;
    private volatile GoneWatch.@Nullable Watched watched;

    Exchange(Wire wire, Route route, Map<String, String> pathValues, House house,
            Turnstile.@Nullable Place place) {
        this.id = wire.id();
        this.request = wire.request();
        this.response = wire.response();
        this.done = wire.done();
        this.route = route;
        this.pathValues = pathValues;
        this.house = house;
        this.limits = house.limits();
        this.place = place;
    }

    /// What all exchanges of a door share.
    record House(HttpLimits limits, Consumer<EventStream> streamOpened, GoneWatch watch) {}

    /// The server's side of a request.
    record Wire(String id, Request request, Response response, Callback done) {}

    /// Names this request in the log and in the `X-Request-Id` of the answer.
    public String id() {
        return id;
    }

    public String method() {
        return request.getMethod();
    }

    /// The path as it was sent, percent-encoded.
    public String path() {
        return request.getHttpURI().getPath();
    }

    /// A value from the path, decoded.
    ///
    /// @throws IllegalArgumentException when the route has no such name
    public String pathValue(String name) {
        String value = pathValues.get(name);
        if (value == null) {
            throw new IllegalArgumentException(route.path() + " has no {" + name + "}");
        }
        return value;
    }

    /// All values from the path by name, decoded.
    public Map<String, String> pathValues() {
        return pathValues;
    }

    /// The query's parameters in order, decoded; refuses what is malformed or given twice.
    public Map<String, String> parameters() {
        return UriText.parameters(request.getHttpURI().getQuery());
    }

    /// The first value of a header, or absent.
    public @Nullable String header(String name) {
        HttpField field = request.getHeaders().getField(name);
        if (field == null) {
            return null;
        }
        String value = field.getValue();
        return value == null ? "" : value;
    }

    /// Who calls, in words that stay the same for the same key and do not tell it; empty without a key.
    public String caller() {
        String shown = header("Authorization");
        return shown == null ? "" : Keys.fingerprint(shown);
    }

    /// All values of a header, in order.
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    /// Whether a body is announced; a media type alone announces none.
    public boolean hasBody() {
        String length = header("Content-Length");
        return header("Transfer-Encoding") != null || (length != null && !length.equals("0"));
    }

    /// The whole body, once; refuses with `TooLarge`, and answers 408 when it does not come in time.
    public byte[] body() throws IOException {
        return new BodyReader(request, bodyBytesMax(), limits.bodyTimeout()).read();
    }

    /// The whole body, once, within a bound of the caller's instead of the route's.
    ///
    /// @return absent when it is longer; what was not read of it is dropped with the connection
    public byte @Nullable [] bodyUpTo(int bytesMax) throws IOException {
        return new BodyReader(request, bytesMax, limits.bodyTimeout()).readOrNull();
    }

    /// The body as a JSON object; refuses other media types and everything that `Json` declines.
    public ObjectNode jsonBody() throws IOException {
        requireJson();
        return RequestJson.object(body(), JsonLimits.defaults().withBytesMax(bodyBytesMax()));
    }

    /// Refuses with `Unsupported` unless the body says that it is JSON. A browser cannot send that to another
    /// site without asking first.
    public void requireJson() {
        String type = header("Content-Type");
        String[] parts = type == null ? new String[]{""} : type.toLowerCase(Locale.ROOT).split(";", 8);
        boolean json = parts[0].strip().equals(JSON);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            json &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
        if (!json) {
            throw new RefusedException(new Refusal.Unsupported("The body is not sent as JSON.",
                    "Send it in UTF-8 with the header 'Content-Type: application/json'."));
        }
        if (header("Content-Encoding") != null) {
            throw new RefusedException(new Refusal.Unsupported("The body is compressed.",
                    "Send it without Content-Encoding."));
        }
    }

    /// Sets a header of the answer; only before it.
    public Exchange set(String name, String value) {
        response.getHeaders().put(name, value);
        return this;
    }

    public void answer(int status, ObjectNode json) {
        answer(status, JSON, Json.bytes(json));
    }

    /// Sends the answer, unless one was sent; does not wait until the caller has it.
    public void answer(int status, String mediaType, byte[] content) {
        if (answered.compareAndSet(false, true)) {
            response.getHeaders().put("Content-Type", mediaType);
            send(status, content);
        }
    }

    /// An answer without content: 202, 204, 304.
    public void answer(int status) {
        if (answered.compareAndSet(false, true)) {
            send(status, new byte[0]);
        }
    }

    public void refuse(Problem problem) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        response.getHeaders().put("Content-Type", Problem.MEDIA_TYPE);
        Long pause = problem.retryAfterSeconds();
        if (pause != null) {
            response.getHeaders().put(new HttpField("Retry-After", pause.toString()));
        }
        if (problem.status() == 401) {
            response.getHeaders().put("WWW-Authenticate", "Bearer realm=\"mimo\"");
        }
        send(problem.status(), Json.bytes(problem.toJson()));
    }

    /// Answers with an event stream, which ends when the handler returns at the latest; refuses with `TooBusy`.
    public EventStream events() {
        if (place != null) {
            place.becomeStream();
        }
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("the request is answered already");
        }
        response.setStatus(200);
        response.getHeaders().put("Content-Type", "text/event-stream");
        response.getHeaders().put("X-Accel-Buffering", "no");
        EventStream opened = new EventStream(request, response, done);
        stream = opened;
        house.streamOpened().accept(opened);
        return opened;
    }

    /// Asks to be told when the caller hangs up before it is answered: within a second, at most once, by a thread that
    /// the task must not hold. Once per request, after its body was read.
    public void onGone(Runnable task) {
        watched = house.watch().watch(request, task);
    }

    /// The connection is the server's again from here on.
    void unwatch() {
        GoneWatch.Watched watching = watched;
        if (watching != null) {
            watching.stop();
        }
    }

    boolean isAnswered() {
        return answered.get();
    }

    @Nullable
    EventStream stream() {
        return stream;
    }

    int status() {
        return response.getStatus();
    }

    /// Tells the server beneath that nothing can be sent any more.
    void abandon(Throwable cause) {
        unwatch();
        if (answered.compareAndSet(false, true)) {
            done.failed(cause);
        }
    }

    Duration timeout() {
        return limits.requestTimeout();
    }

    private int bodyBytesMax() {
        int own = route.entry().bodyBytesMax();
        return own == 0 ? limits.bodyBytesMax() : own;
    }

    private void send(int status, byte[] content) {
        unwatch();
        response.setStatus(status);
        if (status >= 200 && status != 204 && status != 304) {
            response.getHeaders().put("Content-Length", content.length);
        }
        response.write(true, ByteBuffer.wrap(content), done);
    }
}
