package dev.mimo.mcp.server;

import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.Revision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of one client: the revision of its handshake, if there was one, and its requests under way.
/// The stateless revisions use one only to find the request that a cancellation names.
public final class McpSession {
    // guarded by this
    private final Map<RequestId, Exchange> running = new HashMap<>();
    private volatile @Nullable Revision agreed;

    /// What the handshake settled on; absent before it.
    public @Nullable Revision agreed() {
        return agreed;
    }

    void agree(Revision revision) {
        agreed = revision;
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

    /// Cancels every request under way; used when the client is gone.
    public void cancelAll() {
        List<Exchange> all;
        synchronized (this) {
            all = List.copyOf(running.values());
        }
        all.forEach(Exchange::cancel);
    }
}
