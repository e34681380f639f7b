package dev.mimo.mcp.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A request without a socket, which keeps what it was answered.
final class RecordedCall implements HttpCall {
    final TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final List<String> events = new ArrayList<>();
    private final String method;
    private final byte[] body;
    String caller = "";
    boolean clientGone;
    int status;
    Map<String, String> answerHeaders = Map.of();
    String answer = "";
    @Nullable
    Runnable onGone;

    RecordedCall(String method, String body) {
        this.method = method;
        this.body = body.getBytes(UTF_8);
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
    public InputStream body() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public void respond(int answerStatus, Map<String, String> with, byte[] content) {
        status = answerStatus;
        answerHeaders = with;
        answer = new String(content, UTF_8);
    }

    @Override
    public EventStream stream() {
        status = 200;
        return new EventStream() {
            @Override
            public void send(String data) throws IOException {
                if (clientGone) {
                    throw new IOException("gone");
                }
                events.add(data);
            }

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
