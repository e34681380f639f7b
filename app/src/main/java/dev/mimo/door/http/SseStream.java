package dev.mimo.door.http;

import dev.mimo.door.http.limit.UnreadAnswerLimiter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Server-sent events. One thread writes; each event is on its way when `send` returns, and a caller who reads
/// too slowly for the connection's idle timeout ends the stream. Others may `close` it.
public final class SseStream implements AutoCloseable {
    private final Response response;
    private final Callback done;
    private final UnreadAnswerLimiter answers;
    private final Runnable endConnection;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicBoolean completed = new AtomicBoolean();
    private final AtomicReference<@Nullable Runnable> onEnd = new AtomicReference<>();

    SseStream(Request request, Response response, Callback done, UnreadAnswerLimiter answers) {
        this.response = response;
        this.done = done;
        this.answers = answers;
        this.endConnection = HttpExchange.endConnection(request);
        request.addFailureListener(_ -> close());
    }

    /// @param event its name, on one line; absent for the default
    /// @param id on one line; absent for none
    /// @throws IOException when the caller is gone or the stream was closed
    public void send(@Nullable String event, @Nullable String id, String data) throws IOException {
        StringBuilder text = new StringBuilder(data.length() + 32);
        if (event != null) {
            text.append("event: ").append(oneLine(event)).append('\n');
        }
        if (id != null) {
            text.append("id: ").append(oneLine(id)).append('\n');
        }
        data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        if (data.isEmpty()) {
            text.append("data:\n");
        }
        write(text.append('\n').toString());
    }

    /// An event without content: from its id on the stream can be resumed, after this pause.
    ///
    /// @param id on one line
    public void prime(String id, Duration pause) throws IOException {
        write("id: " + oneLine(id) + "\nretry: " + pause.toMillis() + "\ndata:\n\n");
    }

    /// A line that clients ignore: keeps the connection alive, and finds out whether the caller is still there.
    public void comment(String text) throws IOException {
        write(": " + oneLine(text) + "\n\n");
    }

    public boolean isOpen() {
        return open.get();
    }

    /// Runs the task once when the stream ends, whoever ends it; at once if it has ended.
    public void onEnd(Runnable task) {
        onEnd.set(task);
        if (!open.get()) {
            end();
        }
    }

    /// Takes no further events; safe to call from any thread, any number of times.
    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            end();
        }
    }

    /// Ends the answer; by the handler's thread, after it is done.
    void complete() {
        close();
        if (completed.compareAndSet(false, true)) {
            response.write(true, BufferUtil.EMPTY_BUFFER, done);
        }
    }

    private void end() {
        Runnable task = onEnd.getAndSet(null);
        if (task != null) {
            task.run();
        }
    }

    private void write(String text) throws IOException {
        if (!open.get()) {
            throw new IOException("the event stream is closed");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (UnreadAnswerLimiter.Held _ = answers.hold(bytes.length, endConnection)) {
            Content.Sink.write(response, false, ByteBuffer.wrap(bytes));
        } catch (IOException gone) {
            close();
            throw gone;
        }
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }
}
