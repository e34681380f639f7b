package dev.mimo.door.stdio;

import dev.mimo.mcp.Decoded;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.Exchange;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpSession;
import dev.mimo.refusal.Bytes;
import dev.mimo.mcp.server.RequestInfo;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// One client on two streams: a message a line, each request on a thread of its own, answers in the order in which
/// they are ready.
public final class Stdio {
    private final InputStream in;
    private final OutputStream out;
    private final McpServer server;
    private final StdioSettings settings;
    private final Runnable afterFirstAnswer;
    private final MessageCodec codec;
    private final McpSession session;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    // guards out, so that no two lines mix
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean clientGone;

    /// @param afterFirstAnswer called once, when the first answer is on its way: the place to begin what is slow. It
    ///        must return at once
    public Stdio(InputStream in, OutputStream out, McpServer server, StdioSettings settings,
            Runnable afterFirstAnswer) {
        this.in = in;
        this.out = out;
        this.server = server;
        this.session = server.open();
        this.settings = settings;
        this.afterFirstAnswer = afterFirstAnswer;
        this.codec = new MessageCodec(server.settings().depthMax());
    }

    /// The process's standard output, for the protocol alone: from here on `System.out` goes to standard error, so
    /// that no library can speak out of turn. Call it before anything else runs.
    public static OutputStream takeStandardOutput() {
        System.setOut(System.err);
        return new FileOutputStream(FileDescriptor.out);
    }

    /// Serves until the input ends, then lets the requests under way finish, within the settings' limit.
    public void run() {
        Lines lines = new Lines(in, server.settings().messageBytesMax());
        try (McpSession.Attachment _ = session.attach(this::send)) {
            Lines.Line line = lines.next();
            while (line != null && !clientGone) {
                switch (line) {
                    case Lines.Whole(byte[] bytes) -> received(bytes);
                    case Lines.TooLong() -> send(new Message.Failure(null, RpcError.of(RpcError.INVALID_REQUEST,
                            "The line is longer than " + Bytes.text(server.settings().messageBytesMax()) + ".")));
                }
                line = lines.next();
            }
        } catch (IOException _) {
            // a broken input is an ended one
        }
        drain();
    }

    private void received(byte[] line) {
        if (isBlank(line)) {
            return;
        }
        switch (codec.decode(line)) {
            case Decoded.Malformed malformed -> send(malformed.answer());
            case Decoded.Valid(Message.Request request) -> begin(request);
            case Decoded.Valid(Message.Notification notification) -> server.notified(session, notification);
            case Decoded.Valid(Message.Answer answer) -> session.answered(answer);
        }
    }

    private void begin(Message.Request request) {
        Exchange exchange;
        try {
            exchange = server.begin(session, request, RequestInfo.LOCAL, this::send);
        } catch (RpcException e) {
            send(new Message.Failure(request.id(), e.error()));
            return;
        }
        if (McpServer.isQuick(request)) {
            complete(exchange);
            return;
        }
        Thread worker = Thread.ofVirtual().unstarted(() -> {
            try {
                complete(exchange);
            } finally {
                workers.remove(Thread.currentThread());
            }
        });
        workers.add(worker);
        worker.start();
    }

    private void complete(Exchange exchange) {
        Message.Answer answer = exchange.complete();
        if (answer != null) {
            send(answer);
        }
        if (answered.compareAndSet(false, true)) {
            afterFirstAnswer.run();
        }
    }

    private void send(Message message) {
        byte[] text = codec.encode(message);
        byte[] line = new byte[text.length + 1];
        System.arraycopy(text, 0, line, 0, text.length);
        line[text.length] = '\n';
        writing.lock();
        try {
            out.write(line);
            out.flush();
        } catch (IOException _) {
            clientGone = true;
        } finally {
            writing.unlock();
        }
    }

    private void drain() {
        long end = System.nanoTime() + settings.drain().toNanos();
        if (clientGone || !join(end)) {
            session.close();
            // what heeds an interrupt ends now; what does not is left to the end of the process
            join(System.nanoTime() + 200_000_000L);
        }
    }

    /// @return whether all workers ended in time
    private boolean join(long end) {
        for (Thread worker : workers) {
            long left = end - System.nanoTime();
            try {
                if (left <= 0 || !worker.join(Duration.ofNanos(left))) {
                    return false;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
