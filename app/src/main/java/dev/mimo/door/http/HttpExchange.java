package dev.mimo.door.http;

import dev.mimo.call.RequestJson;
import dev.mimo.door.http.limit.UnreadAnswerLimiter;
import dev.mimo.file.ByteBudget;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
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
public final class HttpExchange {
    private static final String JSON = "application/json";
    private static final int STREAM_BUFFER = 32 << 10;

    private final String id;
    private final Request request;
    private final Response response;
    private final Callback done;
    private final Route route;
    private final Map<String, String> pathValues;
    private final DoorContext context;
    private final RateLimiter.@Nullable Permit permit;
    private final RequestBody body;
    private final AtomicBoolean answered = new AtomicBoolean();
    private @Nullable SseStream stream;
    private volatile DisconnectWatcher.@Nullable WatchedConnection watched;

    HttpExchange(RawRequest wire, Route route, Map<String, String> pathValues, DoorContext context,
            RateLimiter.@Nullable Permit permit) {
        this.id = wire.id();
        this.request = wire.request();
        this.response = wire.response();
        this.done = wire.done();
        this.route = route;
        this.pathValues = pathValues;
        this.context = context;
        this.permit = permit;
        this.body = new RequestBody(wire.request(), context.limits(), context.bodies());
    }

    /// What all exchanges of a door share.
    ///
    /// @param bodies what all bodies may hold together that are in memory
    /// @param answers what all answers may hold together that wait for their callers
    /// @param answeredEarly is told of a request whose body is still on its way
    record DoorContext(HttpLimits limits, Consumer<SseStream> streamOpened, DisconnectWatcher watcher,
            ByteBudget bodies, UnreadAnswerLimiter answers, Consumer<Request> answeredEarly) {}

    /// The server's side of a request.
    record RawRequest(String id, Request request, Response response, Callback done) {}

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
        String shown = ApiKeyChecker.shown(request.getHeaders());
        return shown == null ? "" : ApiKeyChecker.fingerprint(shown);
    }

    /// Whether a body is announced; a media type alone announces none.
    public boolean hasBody() {
        return body.isAnnounced();
    }

    /// The whole body, once; refuses with `TooLarge`, and answers 408 when it does not come in time.
    public byte[] body() throws IOException {
        return body.read(bodyBytesMax());
    }

    /// The body as it comes, for who does not hold it; reading refuses with `TooLarge`, and a silent caller is ended by
    /// the idle timeout.
    public InputStream input() {
        return body.stream(context.limits().fileBytesMax());
    }

    /// The whole body, once, within a bound of the caller's instead of the route's.
    ///
    /// @return absent when it is longer; what was not read of it is dropped with the connection
    public byte @Nullable [] bodyUpTo(int bytesMax) throws IOException {
        return body.readOrNull(bytesMax);
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
        if (isEncoded()) {
            throw new RefusedException(new Refusal.Unsupported("The body is compressed.",
                    "Send it without Content-Encoding."));
        }
    }

    /// Whether the body has a coding that nobody here undoes; `identity` is none.
    public boolean isEncoded() {
        String coding = header("Content-Encoding");
        return coding != null && !coding.strip().equalsIgnoreCase("identity");
    }

    /// Sets a header of the answer; only before it.
    public HttpExchange set(String name, String value) {
        response.getHeaders().put(name, value);
        return this;
    }

    public void answer(int status, ObjectNode json) {
        answer(status, JSON, Json.bytes(json));
    }

    /// Sends the answer, unless one was sent; waits for what is left of a small body, and not until the caller has it.
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

    /// An answer of unknown length, sent as it is written. What goes wrong before anything was sent can still be
    /// answered as a problem; later, the answer breaks off, and is seen to.
    public void answer(int status, String mediaType, StreamedBody body) throws IOException {
        AnswerStream wire = new AnswerStream(response, done, () -> {
            if (!answered.compareAndSet(false, true)) {
                throw new IOException("the request is answered already");
            }
            unwatch();
            response.setStatus(status);
            response.getHeaders().put("Content-Type", mediaType);
        });
        OutputStream out = new BufferedOutputStream(wire, STREAM_BUFFER);
        try {
            body.writeTo(out);
            out.flush();
            wire.close();
        } catch (IOException | RuntimeException | Error failure) {
            wire.breakOff(failure);
            throw failure;
        }
    }

    /// Writes an answer, on the caller's thread.
    @FunctionalInterface
    public interface StreamedBody {
        void writeTo(OutputStream out) throws IOException;
    }

    public void refuse(ProblemDetails problem) {
        if (answered.compareAndSet(false, true)) {
            send(problem.status(), AnswerHeaders.describe(response.getHeaders(), problem, route.errors()));
        }
    }

    /// Answers with an event stream, which ends when the handler returns at the latest; refuses with `TooBusy`.
    public SseStream events() {
        if (permit != null) {
            permit.becomeStream();
        }
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("the request is answered already");
        }
        response.setStatus(200);
        response.getHeaders().put("Content-Type", "text/event-stream");
        response.getHeaders().put("X-Accel-Buffering", "no");
        SseStream opened = new SseStream(request, response, done, context.answers());
        stream = opened;
        context.streamOpened().accept(opened);
        return opened;
    }

    /// Asks to be told when the caller hangs up before it is answered: within a second, at most once, by a thread that
    /// the task must not hold. Once per request, after its body was read.
    public void onGone(Runnable task) {
        watched = context.watcher().watch(request, task);
    }

    /// The connection is the server's again from here on.
    void unwatch() {
        DisconnectWatcher.WatchedConnection watching = watched;
        if (watching != null) {
            watching.stop();
        }
    }

    boolean isAnswered() {
        return answered.get();
    }

    /// What was read for the request is not held any more.
    void release() {
        body.release();
    }

    @Nullable
    SseStream stream() {
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
        return context.limits().requestTimeout();
    }

    private int bodyBytesMax() {
        int own = route.entry().bodyBytesMax();
        return own == 0 ? context.limits().bodyBytesMax() : own;
    }

    private void send(int status, byte[] content) {
        unwatch();
        body.settle(response.getHeaders());
        response.setStatus(status);
        if (status >= 200 && status != 204 && status != 304) {
            response.getHeaders().put("Content-Length", content.length);
        }
        UnreadAnswerLimiter.Held held = context.answers().hold(content.length, endConnection(request));
        Callback end = body.isLate() ? Callback.from(this::endLate, done::failed) : done;
        response.write(true, ByteBuffer.wrap(content), Callback.from(end, held::close));
    }

    /// The answer is sent, and its caller may not have come to reading it. On a thread of its own: the request's place
    /// is free for others.
    private void endLate() {
        context.answeredEarly().accept(request);
        Thread.ofVirtual().name("http-late-body").start(() -> {
            body.readLate();
            done.succeeded();
        });
    }

    /// Ends a caller's connection without a word.
    static Runnable endConnection(Request request) {
        return () -> request.getConnectionMetaData().getConnection().getEndPoint().close();
    }
}
