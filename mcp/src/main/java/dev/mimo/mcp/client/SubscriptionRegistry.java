package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.Subscription;
import dev.mimo.mcp.client.use.SubscriptionFilter;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the client wants to be told of, in the words of either era: a request that stays open, or a call for each
/// resource in a session that tells of lists by itself. Safe for many threads.
final class SubscriptionRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRegistry.class);

    private final RetryingSender retryingSender;
    private final ChangeRouter changeRouter;
    private final ClientSettings settings;
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
    // how often each resource is subscribed to in the stateful era; guarded by this
    private final Map<String, Integer> counts = new TreeMap<>();

    SubscriptionRegistry(RetryingSender retryingSender, ChangeRouter changeRouter, ClientSettings settings) {
        this.retryingSender = retryingSender;
        this.changeRouter = changeRouter;
        this.settings = settings;
    }

    Subscription listen(SubscriptionFilter interest, CallOptions options) throws InterruptedException {
        Subscription subscription = retryingSender.connection().get().isStateless()
                ? new StatelessSubscription(interest, retryingSender, changeRouter, settings).begin(options)
                : new InSession(interest, options).begin();
        open.add(subscription);
        return subscription;
    }

    /// Tells a new session what the one before was told.
    void restore(NegotiatedConnection fresh, CallOptions options) throws InterruptedException {
        // whatever changed in between was told to nobody
        retryingSender.cache().dropAll();
        if (fresh.isStateless()) {
            return;
        }
        Set<String> wanted;
        synchronized (this) {
            wanted = new HashSet<>(counts.keySet());
        }
        for (String uri : wanted) {
            try {
                retryingSender.sender().send(fresh, McpMethods.RESOURCES_SUBSCRIBE, Json.object().put("uri", uri),
                        options,
                        Map.of());
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
        open.stream().filter(StatelessSubscription.class::isInstance).forEach(Subscription::close);
    }

    /// A subscription of the stateful era.
    private final class InSession implements Subscription {
        private final SubscriptionFilter interest;
        private final CallOptions options;
        private final Set<String> taken = new HashSet<>();
        private volatile boolean closed;

        InSession(SubscriptionFilter interest, CallOptions options) {
            this.interest = interest;
            this.options = options;
        }

        Subscription begin() throws InterruptedException {
            boolean done = false;
            try {
                for (String uri : interest.resources()) {
                    taken.add(uri);
                    if (isFirst(uri)) {
                        retryingSender.send(McpMethods.RESOURCES_SUBSCRIBE, Json.object().put("uri", uri),
                                options,
                                Map.of());
                    }
                }
                done = true;
                return this;
            } finally {
                if (!done) {
                    taken.forEach(SubscriptionRegistry.this::wasLast);
                }
            }
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public SubscriptionFilter honored() {
            // which tasks it tells of is up to the server
            return new SubscriptionFilter(interest.toolList(), interest.promptList(), interest.resourceList(),
                    interest.resources(), Set.of());
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            open.remove(this);
            taken.stream().filter(SubscriptionRegistry.this::wasLast).forEach(this::unsubscribe);
        }

        private void unsubscribe(String uri) {
            try {
                retryingSender.send(McpMethods.RESOURCES_UNSUBSCRIBE, Json.object().put("uri", uri), options,
                        Map.of());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (McpClientException e) {
                LOG.debug("a subscription could not be ended in good manners", e);
            }
        }
    }
}
