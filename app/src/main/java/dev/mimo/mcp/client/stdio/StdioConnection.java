package dev.mimo.mcp.client.stdio;

import dev.mimo.mcp.Decoded;
import dev.mimo.mcp.Lines;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.link.Connection;
import dev.mimo.mcp.client.link.Inbox;
import dev.mimo.mcp.client.link.McpClientException;
import dev.mimo.mcp.client.link.Outgoing;
import dev.mimo.mcp.client.link.Pending;
import dev.mimo.mcp.client.link.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A line for each message, over the standard streams of one child process.
final class StdioConnection implements Connection {
    private final Child child;
    private final Inbox inbox;
    private final Trace trace;
    private final ChildSettings settings;
    private final MessageCodec codec;
    // empty is the end
    private final BlockingQueue<Optional<byte[]>> outbox;
    private final Map<RequestId, Pending> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile @Nullable McpClientException ended;

    private StdioConnection(Child child, Inbox inbox, Trace trace, ChildSettings settings) {
        this.child = child;
        this.inbox = inbox;
        this.trace = trace;
        this.settings = settings;
        this.codec = new MessageCodec(settings.depthMax());
        this.outbox = new ArrayBlockingQueue<>(settings.queueMax());
    }

    static StdioConnection on(Process process, Inbox inbox, Trace trace, ChildSettings settings) {
        StdioConnection connection = new StdioConnection(new Child(process, settings), inbox, trace, settings);
        // a virtual thread would hold its carrier while it waits on a pipe
        Thread.ofPlatform().daemon().name("mcp-child-out").start(connection::read);
        Thread.ofPlatform().daemon().name("mcp-child-in").start(connection::write);
        return connection;
    }

    private void read() {
        Lines lines = new Lines(child.output(), settings.lineBytesMax());
        try {
            Lines.Line line = lines.next();
            while (line instanceof Lines.Whole(byte[] bytes, boolean ended)) {
                // a last line without its end was cut by the end of the child
                if (ended) {
                    received(bytes);
                }
                line = lines.next();
            }
            end(line == null
                    ? child.farewell()
                    : McpClientException.broken(
                            "The server sent a line of more than " + settings.lineBytesMax() + " bytes."));
        } catch (IOException e) {
            end(child.farewell());
        }
    }

    private void received(byte[] line) {
        switch (codec.decode(line)) {
            case Decoded.Valid(Message message) -> {
                trace.passed(Trace.Direction.RECEIVED, "", Map.of(), message);
                deliver(message);
            }
            // programs that print where they should not are common: what is nobody's answer is passed over
            case Decoded.Malformed(RequestId id, var error) -> {
                Pending pending = id == null ? null : waiting.remove(id);
                if (pending != null) {
                    pending.failed(McpClientException.broken("The server's answer is no message: " + error.message()));
                }
            }
        }
    }

    private void deliver(Message message) {
        switch (message) {
            case Message.Request request -> inbox.requested(request);
            case Message.Notification notification -> inbox.notified(notification);
            case Message.Result result -> answered(result.id(), result);
            case Message.Failure failure -> answered(failure.id(), failure);
        }
    }

    private void answered(@Nullable RequestId id, Message.Answer answer) {
        Pending pending = id == null ? null : waiting.remove(id);
        if (pending != null) {
            pending.answered(answer);
        }
    }

    private void end(McpClientException why) {
        if (ended == null) {
            ended = why;
        }
        waiting.values().forEach(pending -> pending.failed(why));
        waiting.clear();
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
    public void begin(Outgoing request, Pending pending) {
        RequestId id = request.message().id();
        waiting.put(id, pending);
        pending.onAbandon(() -> waiting.remove(id));
        try {
            tell(request.message());
        } catch (McpClientException e) {
            waiting.remove(id);
            pending.failed(e);
        } catch (InterruptedException _) {
            waiting.remove(id);
            Thread.currentThread().interrupt();
            pending.failed(McpClientException.closed());
        }
    }

    @Override
    public void tell(Message message) throws InterruptedException {
        requireOpen();
        trace.passed(Trace.Direction.SENT, "", Map.of(), message);
        if (!outbox.offer(Optional.of(codec.encode(message)), settings.writeWait().toMillis(), TimeUnit.MILLISECONDS)) {
            throw McpClientException.lost("The server reads nothing any more.");
        }
        // it may have ended in between, and then nobody would tell the one who waits
        requireOpen();
    }

    private void requireOpen() {
        McpClientException why = ended;
        if (why != null) {
            throw why;
        }
        if (closing.get()) {
            throw McpClientException.closed();
        }
    }

    @Override
    public void agreed(Revision revision) {
        // the streams carry every revision alike
    }

    @Override
    public void hear() {
        // whatever the server sends arrives on the one stream there is
    }

    @Override
    public boolean isOpen() {
        return ended == null && !closing.get();
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        // a full queue means that the child does not read; its end is then seen to by force
        boolean asked = outbox.offer(Optional.empty());
        child.end(asked);
        end(McpClientException.closed());
    }
}
