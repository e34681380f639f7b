package dev.mimo.mcp.client;

import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.Interest;
import dev.mimo.mcp.client.use.Subscription;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the client wants to be told of, in the words of either era: a request that stays open, or a call for each
/// resource in a session that tells of lists by itself. Safe for many threads.
final class Subscriptions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final Links links;
    private final Requests requests;
    private final Sender sender;
    private final News news;
    private final ResultCache cache;
    private final ClientSettings settings;
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
    // how often each resource is subscribed to in the stateful era; guarded by this
    private final Map<String, Integer> counts = new TreeMap<>();

    Subscriptions(Requests requests, News news, ClientSettings settings) {
        this.links = requests.links();
        this.requests = requests;
        this.sender = requests.sender();
        this.news = news;
        this.cache = requests.cache();
        this.settings = settings;
    }

    Subscription listen(Interest interest, CallOptions options) throws InterruptedException {
        Subscription subscription = links.get().isStateless()
                ? new Listening(interest, links, sender, news, cache, settings).begin(options)
                : new InSession(interest, options).begin();
        open.add(subscription);
        return subscription;
    }

    /// Tells a new session what the one before was told.
    void restore(Link fresh, CallOptions options) throws InterruptedException {
        // whatever changed in between was told to nobody
        cache.dropAll();
        if (fresh.isStateless()) {
            return;
        }
        Set<String> wanted;
        synchronized (this) {
            wanted = new HashSet<>(counts.keySet());
        }
        for (String uri : wanted) {
            try {
                sender.send(fresh, "resources/subscribe", Nodes.object().put("uri", uri), options, Map.of());
            } catch (McpClientException e) {
                LOG.warn("a server no longer takes a subscription: {}", e.getMessage());
            }
        }
    }

    private synchronized boolean isFirst(String uri) {
        int before = counts.getOrDefault(uri, 0);
        counts.put(uri, before + 1);
        return before == 0;
    }

    private synchronized boolean wasLast(String uri) {
        int left = counts.getOrDefault(uri, 1) - 1;
        if (left == 0) {
            counts.remove(uri);
        } else {
            counts.put(uri, left);
        }
        return left == 0;
    }

    @Override
    public void close() {
        // what is sent to a server that is about to be left would only hold the leaving up
        open.stream().filter(Listening.class::isInstance).forEach(Subscription::close);
    }

    /// A subscription of the stateful era.
    private final class InSession implements Subscription {
        private final Interest interest;
        private final CallOptions options;
        private final Set<String> taken = new HashSet<>();
        private volatile boolean closed;

        InSession(Interest interest, CallOptions options) {
            this.interest = interest;
            this.options = options;
        }

        Subscription begin() throws InterruptedException {
            boolean done = false;
            try {
                for (String uri : interest.resources()) {
                    taken.add(uri);
                    if (isFirst(uri)) {
                        requests.send("resources/subscribe", Nodes.object().put("uri", uri), options, Map.of());
                    }
                }
                done = true;
                return this;
            } finally {
                if (!done) {
                    taken.forEach(Subscriptions.this::wasLast);
                }
            }
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public Interest honoured() {
            // which tasks it tells of is up to the server
            return new Interest(interest.toolList(), interest.promptList(), interest.resourceList(),
                    interest.resources(), Set.of());
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            open.remove(this);
            taken.stream().filter(Subscriptions.this::wasLast).forEach(this::unsubscribe);
        }

        private void unsubscribe(String uri) {
            try {
                requests.send("resources/unsubscribe", Nodes.object().put("uri", uri), options, Map.of());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (McpClientException e) {
                LOG.debug("a subscription could not be ended in good manners", e);
            }
        }
    }
}
