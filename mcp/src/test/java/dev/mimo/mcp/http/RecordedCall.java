package dev.mimo.mcp.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A request without a socket, which keeps what it was answered.
final class RecordedCall implements HttpCall {
    final TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /// Each as `id|data`, with the id left out where there is none; `end` for the end.
    final List<String> events = new CopyOnWriteArrayList<>();
    private final String method;
    private final byte[] body;
    String caller = "";
    volatile boolean clientGone;
    int status;
    Map<String, String> answerHeaders = Map.of();
    String answer = "";
    @Nullable
    Runnable onGone;

    RecordedCall(String method, String body) {
        this(method, body.getBytes(UTF_8));
    }

    RecordedCall(String method, byte[] body) {
        this.method = method;
        this.body = body;
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("Content-Type", "application/json");
    }

    static RecordedCall post(String body) {
        return new RecordedCall("POST", body);
    }

    String bodyText() {
        return new String(body, UTF_8);
    }

    RecordedCall with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    @Override
    public String caller() {
        return caller;
    }

    @Override
    public byte @Nullable [] body(int bytesMax) {
        return body.length > bytesMax ? null : body;
    }

    @Override
    public void respond(int answerStatus, Map<String, String> with, byte[] content) {
        status = answerStatus;
        answerHeaders = with;
        answer = new String(content, UTF_8);
    }

    @Override
    public EventSink stream(Map<String, String> with) {
        status = 200;
        answerHeaders = with;
        return new EventSink() {
            @Override
            public void send(@Nullable String id, String data) throws IOException {
                add(id == null ? data : id + "|" + data);
            }

            @Override
            public void prime(String id, Duration pause) throws IOException {
                add(id + "|retry " + pause.toMillis());
            }

            @Override
            public void keepAlive() throws IOException {
                add("alive");
            }

            private void add(String event) throws IOException {
                if (clientGone) {
                    throw new IOException("gone");
                }
                events.add(event);
            }

            @Override
            public void onEnd(Runnable task) {}

            @Override
            public void close() {
                events.add("end");
            }
        };
    }

    @Override
    public void onGone(Runnable listener) {
        onGone = listener;
    }
}
