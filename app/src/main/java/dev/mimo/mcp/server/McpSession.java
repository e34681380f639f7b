package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.Revision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What is known of one client: the revision of its handshake, if there was one, and its requests under way.
/// The stateless revisions use one only to find the request that a cancellation names. Made by `McpServer.open`.
public final class McpSession implements AutoCloseable {
    // guarded by this
    private final Map<RequestId, Exchange> running = new HashMap<>();
    private volatile @Nullable Revision agreed;
    private final AtomicReference<@Nullable Outbound> unasked = new AtomicReference<>();
    private final PendingAsks asks = new PendingAsks(64);

    McpSession() {}

    /// What the handshake settled on; absent before it.
    public @Nullable Revision agreed() {
        return agreed;
    }

    void agree(Revision revision) {
        agreed = revision;
    }

    /// Takes what the client is told outside of any request, in place of what was attached before. What it missed in
    /// between is made up for.
    ///
    /// @return ends it
    public Attachment attach(Outbound outbound) {
        unasked.set(outbound);
        return () -> unasked.compareAndSet(outbound, null);
    }

    /// The way for what belongs to no request; closing it twice is no fault.
    @FunctionalInterface
    public interface Attachment extends AutoCloseable {
        @Override
        void close();
    }

    /// Takes the client's answer to a request of ours. One that nobody waits for is ignored.
    public void answered(Message.Answer answer) {
        asks.answered(answer);
    }

    /// Whether any request is under way.
    public synchronized boolean isBusy() {
        return !running.isEmpty();
    }

    /// @return false when the id is in use already
    synchronized boolean enter(RequestId id, Exchange exchange) {
        return running.putIfAbsent(id, exchange) == null;
    }

    synchronized void leave(RequestId id, Exchange exchange) {
        running.remove(id, exchange);
    }

    synchronized @Nullable Exchange find(RequestId id) {
        return running.get(id);
    }

    /// Cancels every request under way and gives up every wait for the client, which is gone. Doing so twice is no
    /// fault.
    @Override
    public void close() {
        List<Exchange> all;
        synchronized (this) {
            all = List.copyOf(running.values());
        }
        all.forEach(Exchange::cancel);
        asks.close();
    }
}
