package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.LogLevel;
import dev.mimo.mcp.server.input.ClientCapabilities;
import dev.mimo.mcp.server.input.PendingClientRequests;
import dev.mimo.mcp.server.task.TaskRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is known of one client: its handshake, if there was one, what it subscribed to, and its requests under way.
/// The stateless revisions use one only to find the request that a cancellation names. Made by `McpServer.open`.
public final class McpSession implements AutoCloseable {
    private final SubscriptionHub hub;
    private final Set<SubscriptionHub.Topic> offered;
    private final McpServerSettings settings;
    private final PendingClientRequests asks;
    private final ChangeNotifier changeNotifier;
    private final long number;
    private final Consumer<McpSession> ended;
    // the rest is guarded by this
    private final Map<RequestId, RequestExchange> running = new HashMap<>();
    private Set<String> resources = Set.of();
    private @Nullable NegotiatedTerms terms;
    private boolean ready;
    private boolean closed;

    /// What the handshake settled. A transport may keep it, and give it to `McpServer.resume` after a restart.
    public record Handshake(Revision revision, ClientCapabilities client) {}

    /// @param number that no other session of the server has
    /// @param ended told of the session's end
    McpSession(SubscriptionHub hub, Set<SubscriptionHub.Topic> offered, McpServerSettings settings, long number,
            Consumer<McpSession> ended) {
        this.hub = hub;
        this.number = number;
        this.ended = ended;
        this.offered = offered;
        this.settings = settings;
        this.asks = new PendingClientRequests(settings.asks().waitingMax());
        this.changeNotifier = new ChangeNotifier(hub, new Wishes(), null, settings.tasks().poll());
    }

    /// What a client of the stateful era is told: of every list, of the resources it subscribed to, and of its tasks.
    private final class Wishes implements ChangeNotifier.Interests {
        @Override
        public boolean isReady() {
            return McpSession.this.isReady();
        }

        @Override
        public boolean in(SubscriptionHub.Topic topic) {
            return offered.contains(topic);
        }

        @Override
        public Set<String> resources() {
            return McpSession.this.resources();
        }

        @Override
        public boolean in(TaskRecord task) {
            return task.owner().session() == number;
        }
    }

    long number() {
        return number;
    }

    /// Absent before the handshake.
    public synchronized @Nullable Handshake handshake() {
        return terms == null ? null : new Handshake(terms.revision(), terms.client());
    }

    /// The revision that the handshake settled on; absent before it.
    public synchronized @Nullable Revision agreed() {
        return terms == null ? null : terms.revision();
    }

    void agree(Handshake settled) {
        changeNotifier.forget();
        synchronized (this) {
            terms = new NegotiatedTerms(settled.revision(), settled.client(), LogLevel.INFO);
        }
    }

    void resume(Handshake settled) {
        agree(settled);
        changeNotifier.missedAll();
        ready();
    }

    /// The client showed that it has the answer to its handshake: from here on it can be told things unasked.
    void ready() {
        synchronized (this) {
            if (ready || terms == null) {
                return;
            }
            ready = true;
        }
        changeNotifier.ready();
    }

    private synchronized boolean isReady() {
        return ready;
    }

    /// @throws RpcException when there was no handshake
    synchronized NegotiatedTerms terms() {
        if (terms == null) {
            throw RpcException.invalidRequest("Send 'initialize' first, or name the protocol version in the request's "
                    + "'_meta' as revision 2026-07-28 does.");
        }
        return terms;
    }

    synchronized void log(LogLevel least) {
        NegotiatedTerms before = terms();
        terms = new NegotiatedTerms(before.revision(), before.client(), least);
    }

    /// @throws RpcException when the session, or all sessions together, watch as many resources as they may
    synchronized void subscribe(String uri) {
        if (closed || resources.contains(uri)) {
            return;
        }
        if (resources.size() >= settings.listening().resourcesMax()) {
            throw RpcException.busy("The session watches " + resources.size()
                    + " resources already: unsubscribe from one first.");
        }
        hub.watched(uri);
        Set<String> more = new HashSet<>(resources);
        more.add(uri);
        resources = Set.copyOf(more);
    }

    synchronized void unsubscribe(String uri) {
        Set<String> fewer = new HashSet<>(resources);
        if (fewer.remove(uri)) {
            hub.unwatched(List.of(uri));
            resources = Set.copyOf(fewer);
        }
    }

    private synchronized Set<String> resources() {
        return resources;
    }

    PendingClientRequests asks() {
        return asks;
    }

    /// Takes what the client is told outside of any request, in place of what was attached before. What it missed
    /// while nothing was attached is made up for.
    ///
    /// @return ends it
    public Attachment attach(MessageSink sink) {
        changeNotifier.attach(sink);
        return () -> changeNotifier.detach(sink);
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

    /// The client says nothing more, though it may still listen: every wait for an answer of its is given up.
    public void inputEnded() {
        asks.close();
    }

    /// Whether any request is under way.
    public synchronized boolean isBusy() {
        return !running.isEmpty();
    }

    /// @return false when the id is in use already
    synchronized boolean enter(RequestId id, RequestExchange exchange) {
        return running.putIfAbsent(id, exchange) == null;
    }

    synchronized void leave(RequestId id, RequestExchange exchange) {
        running.remove(id, exchange);
    }

    synchronized @Nullable RequestExchange find(RequestId id) {
        return running.get(id);
    }

    /// Cancels every request under way and gives up every wait for the client, which is gone. Doing so twice is no
    /// fault.
    @Override
    public void close() {
        List<RequestExchange> all;
        synchronized (this) {
            all = List.copyOf(running.values());
            closed = true;
            hub.unwatched(resources);
            resources = Set.of();
        }
        all.forEach(RequestExchange::cancel);
        asks.close();
        changeNotifier.end();
        ended.accept(this);
    }
}
