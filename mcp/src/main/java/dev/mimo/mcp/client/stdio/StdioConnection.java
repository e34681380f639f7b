package dev.mimo.mcp.client.stdio;

import dev.mimo.mcp.DecodedMessage;
import dev.mimo.mcp.LineReader;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageListener;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.OutgoingRequest;
import dev.mimo.mcp.client.transport.PendingRequest;
import dev.mimo.mcp.client.transport.PendingRequests;
import dev.mimo.mcp.client.transport.ServerConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A line for each message, over the standard streams of one child process.
final class StdioConnection implements ServerConnection {
    private final ChildProcess child;
    private final MessageListener listener;
    private final MessageTrace trace;
    private final ChildSettings settings;
    private final MessageCodec codec;
    // empty is the end
    private final BlockingQueue<Optional<byte[]>> outbox;
    private final PendingRequests pendingRequests = new PendingRequests();
    private final AtomicBoolean closing = new AtomicBoolean();

    private StdioConnection(ChildProcess child, MessageListener listener, MessageTrace trace, ChildSettings settings) {
        this.child = child;
        this.listener = listener;
        this.trace = trace;
        this.settings = settings;
        this.codec = new MessageCodec(settings.depthMax());
        this.outbox = new ArrayBlockingQueue<>(settings.queueMax());
    }

    static StdioConnection on(ChildStarter.Child child, MessageListener listener, MessageTrace trace,
            ChildSettings settings) {
        StdioConnection connection =
                new StdioConnection(new ChildProcess(child, settings), listener, trace, settings);
        // a virtual thread would hold its carrier while it waits on a pipe
        Thread.ofPlatform().daemon().name("mcp-child-out").start(connection::read);
        Thread.ofPlatform().daemon().name("mcp-child-in").start(connection::write);
        return connection;
    }

    private void read() {
        LineReader lines = new LineReader(child.output(), settings.lineBytesMax());
        try {
            LineReader.Line line = lines.next();
            while (line instanceof LineReader.Whole(byte[] bytes, boolean ended)) {
                // a last line without its end was cut by the end of the child
                if (ended) {
                    received(bytes);
                }
                line = lines.next();
            }
            pendingRequests.end(line == null
                    ? child.farewell()
                    : McpClientException.broken(
                            "The server sent a line of more than " + settings.lineBytesMax() + " bytes."));
        } catch (IOException e) {
            pendingRequests.end(child.farewell());
        }
    }

    private void received(byte[] line) {
        switch (codec.decode(line)) {
            case DecodedMessage.Valid(Message message) -> {
                trace.passed(MessageTrace.Direction.RECEIVED, "", Map.of(), message);
                pendingRequests.deliver(message, listener);
            }
            // programs that print where they should not are common: what is nobody's answer is passed over
            case DecodedMessage.Malformed(RequestId id, var error) -> {
                trace.passed(MessageTrace.Direction.RECEIVED, "no message: " + error.message(), Map.of(), null);
                PendingRequest pending = pendingRequests.take(id);
                if (pending == null) {
                    pendingRequests.unread("a line that is no message (" + error.message() + ")");
                } else {
                    pending.failed(McpClientException.broken("The server's answer is no message: " + error.message()));
                }
            }
        }
    }

    private void write() {
        try (OutputStream in = child.input()) {
            Optional<byte[]> line = outbox.take();
            while (line.isPresent()) {
                in.write(line.get());
                in.write('\n');
                if (outbox.isEmpty()) {
                    in.flush();
                }
                line = outbox.take();
            }
        } catch (IOException _) {
            // the reader sees the child's end, and says why
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void begin(OutgoingRequest request, PendingRequest pending) {
        RequestId id = request.message().id();
        pendingRequests.add(id, pending);
        pending.onAbandon(() -> pendingRequests.take(id));
        pendingRequests.send(id, pending, () -> tell(request.message()));
    }

    @Override
    public void tell(Message message) throws InterruptedException {
        pendingRequests.requireOpen();
        if (closing.get()) {
            throw McpClientException.closed();
        }
        trace.passed(MessageTrace.Direction.SENT, "", Map.of(), message);
        if (!outbox.offer(Optional.of(codec.encode(message)), settings.writeWait().toMillis(), TimeUnit.MILLISECONDS)) {
            throw McpClientException.lost("The server reads nothing any more.");
        }
    }

    @Override
    public boolean isOpen() {
        return pendingRequests.isOpen() && !closing.get();
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        // a full queue means that the child does not read; its end is then seen to by force
        boolean asked = outbox.offer(Optional.empty());
        child.end(asked);
        pendingRequests.end(McpClientException.closed());
    }
}
