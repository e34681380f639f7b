package dev.mimo.mcp.client.http;

import dev.mimo.mcp.McpHeaders;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageListener;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.OutgoingRequest;
import dev.mimo.mcp.client.transport.PendingRequest;
import dev.mimo.mcp.client.transport.PendingRequests;
import dev.mimo.mcp.client.transport.ServerConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A POST for each message, each on a thread of its own, and in the stateful era one stream for what the server sends
/// of its own accord.
final class HttpConnection implements ServerConnection {
    private final HttpSender wire;
    private final MessageListener listener;
    private final HttpTransportSettings settings;
    private final MessageCodec codec;
    private final ResponseReader answers;
    private final PendingRequests pendingRequests = new PendingRequests();
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    // the server's own stream stays away while a broken answer is being taken up again: it might be given that answer
    private final AtomicInteger resuming = new AtomicInteger();
    private volatile @Nullable Revision agreed;
    private volatile @Nullable String session;
    private volatile boolean sessionGone;

    HttpConnection(HttpSender wire, MessageListener listener, MessageTrace trace, HttpTransportSettings settings) {
        this.wire = wire;
        this.listener = listener;
        this.settings = settings;
        this.codec = new MessageCodec(settings.depthMax());
        this.answers = new ResponseReader(codec, trace, settings.messageBytesMax(), settings.tellTimeout());
    }

    @Override
    public void begin(OutgoingRequest request, PendingRequest pending) {
        RequestId id = request.message().id();
        pendingRequests.add(id, pending);
        Thread worker = work("mcp-post", () -> pendingRequests.send(id, pending, () -> exchange(request, pending)));
        pending.onAbandon(() -> {
            pendingRequests.take(id);
            worker.interrupt();
        });
        worker.start();
    }

    private Thread work(String name, Runnable work) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                work.run();
            } finally {
                workers.remove(Thread.currentThread());
            }
        });
        workers.add(thread);
        return thread;
    }

    private void exchange(OutgoingRequest request, PendingRequest pending) throws InterruptedException {
        Map<String, String> headers = MessageHeaders.ofPost();
        String sessionSent = request.stateless() == null ? addStateful(headers) : null;
        MessageHeaders.addStateless(request, headers);
        HttpResponse<InputStream> answer =
                wire.send(HttpSender.Sent.of(request.message(), headers, codec, null, pending));
        try (InputStream body = answer.body()) {
            if (answer.statusCode() / 100 != 2) {
                requireSession(answer, sessionSent);
                throw answers.refusal(answer, wire.endpoint());
            }
            if (request.message().method().equals(McpMethods.INITIALIZE)) {
                session = answer.headers().firstValue(McpHeaders.SESSION_ID).orElse(null);
            }
            if (ResponseReader.isEvents(answer)) {
                follow(body, request, pending);
            } else {
                deliver(answers.whole(answer), pending);
                if (!pending.isEnded()) {
                    throw McpClientException.broken("The server's answer answers another request.");
                }
            }
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /// Reads the answer's events to the answer itself, over as many streams as it takes.
    private void follow(InputStream body, OutgoingRequest request, PendingRequest pending) throws InterruptedException {
        ResumePoint resumePoint = new ResumePoint(settings);
        answers.events(body, resumePoint, message -> deliver(message, pending), pending::isEnded);
        if (pending.isEnded()) {
            return;
        }
        resuming.incrementAndGet();
        try {
            while (!pending.isEnded()) {
                String lastId = resumePoint.lastId();
                if (request.stateless() != null || lastId == null || !resumePoint.pause()) {
                    throw McpClientException.lost("The server broke off before it had answered.");
                }
                resume(lastId, resumePoint, pending);
            }
        } finally {
            resuming.decrementAndGet();
        }
    }

    private void resume(String lastId, ResumePoint resumePoint, PendingRequest pending) throws InterruptedException {
        HttpResponse<InputStream> answer;
        try {
            answer = wire.send(get(lastId, pending));
        } catch (McpClientException e) {
            if (e.reason() instanceof McpClientException.Lost) {
                return;
            }
            throw e;
        }
        try (InputStream body = answer.body()) {
            if (answer.statusCode() / 100 != 2 || !ResponseReader.isEvents(answer)) {
                throw McpClientException.lost("The server broke off and does not let its answer be taken up again.");
            }
            answers.events(body, resumePoint, message -> deliver(message, pending), pending::isEnded);
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    private static McpClientException brokenOff(IOException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return McpClientException.lost("The connection broke: " + e.getMessage() + ".");
    }

    private HttpSender.Sent get(@Nullable String lastId, @Nullable PendingRequest waiting) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", McpHeaders.EVENT_STREAM);
        addStateful(headers);
        if (lastId != null) {
            headers.put(McpHeaders.LAST_EVENT_ID, lastId);
        }
        return new HttpSender.Sent("GET", headers, null, null, "", settings.tellTimeout(), waiting);
    }

    /// @return the session that is named, if any
    private @Nullable String addStateful(Map<String, String> headers) {
        Revision revision = agreed;
        if (revision != null) {
            headers.put(McpHeaders.PROTOCOL_VERSION, revision.date());
        }
        String current = session;
        if (current != null) {
            headers.put(McpHeaders.SESSION_ID, current);
        }
        return current;
    }

    /// @param asked whose stream it came on; absent on the server's own
    private void deliver(Message message, @Nullable PendingRequest asked) {
        if (asked != null && message instanceof Message.Failure failure && failure.id() == null) {
            asked.answered(failure);
        } else {
            pendingRequests.deliver(message, listener);
        }
    }

    private void requireSession(HttpResponse<InputStream> answer, @Nullable String sessionSent) {
        if (answer.statusCode() == 404 && sessionSent != null) {
            sessionGone = true;
            throw new McpClientException(new McpClientException.SessionGone(), "The server forgot the session.");
        }
    }

    @Override
    public void tell(Message message) throws InterruptedException {
        Map<String, String> headers = MessageHeaders.ofPost();
        String sessionSent = addStateful(headers);
        HttpResponse<InputStream> answer =
                wire.send(HttpSender.Sent.of(message, headers, codec, settings.tellTimeout(), null));
        HttpSender.discard(answer);
        if (answer.statusCode() / 100 != 2) {
            requireSession(answer, sessionSent);
            throw ResponseReader.refusal(answer.statusCode(), wire.endpoint());
        }
    }

    @Override
    public void agreed(Revision revision) {
        agreed = revision;
    }

    @Override
    public void hear() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        work("mcp-stream", () -> {
            try {
                hearAll(begun);
            } catch (InterruptedException | RuntimeException _) {
                // without this stream the server's own messages are missed, and all else still works
            } finally {
                begun.countDown();
            }
        }).start();
        // a server that answers a call on this stream would answer into nothing if the call came first; one that says
        // neither yes nor no is not waited for any longer
        boolean _ = begun.await(settings.streamWait().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void hearAll(CountDownLatch begun) throws InterruptedException {
        ResumePoint resumePoint = new ResumePoint(settings);
        do {
            HttpResponse<InputStream> answer = wire.send(get(resumePoint.lastId(), null));
            boolean streams = answer.statusCode() / 100 == 2 && ResponseReader.isEvents(answer);
            begun.countDown();
            if (!streams) {
                HttpSender.discard(answer);
                return;
            }
            try (InputStream body = answer.body()) {
                answers.events(body, resumePoint, message -> deliver(message, null), () -> !pendingRequests.isOpen());
            } catch (IOException e) {
                // as good as its end
            }
        } while (waitForTurn(resumePoint));
    }

    private boolean waitForTurn(ResumePoint resumePoint) throws InterruptedException {
        boolean again;
        do {
            again = resumePoint.pause();
        } while (again && resuming.get() > 0);
        return again && pendingRequests.isOpen();
    }

    @Override
    public boolean isOpen() {
        return pendingRequests.isOpen() && !sessionGone;
    }

    @Override
    public void close() {
        if (!pendingRequests.isOpen()) {
            return;
        }
        pendingRequests.end(McpClientException.closed());
        if (session != null && !sessionGone) {
            sayGoodbye();
        }
        workers.forEach(Thread::interrupt);
        wire.close();
    }

    private void sayGoodbye() {
        Map<String, String> headers = new LinkedHashMap<>();
        addStateful(headers);
        Duration limit = settings.closeWait();
        Thread goodbye = Thread.ofVirtual().name("mcp-goodbye").start(() -> {
            try {
                HttpSender.discard(wire.send(HttpSender.Sent.of("DELETE", headers, limit)));
            } catch (InterruptedException | RuntimeException _) {
                // the server ends the session by itself one day
            }
        });
        try {
            goodbye.join(limit);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
