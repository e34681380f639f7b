package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.McpClientException.Lost;
import dev.mimo.mcp.client.transport.McpClientException.TimedOut;
import dev.mimo.mcp.client.transport.OutgoingRequest;
import dev.mimo.mcp.client.transport.PendingRequest;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.Subscription;
import dev.mimo.mcp.client.use.SubscriptionFilter;
import dev.mimo.mcp.codec.FieldReader;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/// A subscription of the stateless era: a request that the server never answers but by ending it. Asked for again,
/// with growing pauses, whenever it breaks off.
final class StatelessSubscription implements Subscription {
    private static final Duration EVER = Duration.ofDays(3650);

    private final SubscriptionFilter interest;
    private final RetryingSender retryingSender;
    private final ChangeRouter changeRouter;
    private final ClientSettings settings;
    private final Thread thread = Thread.ofVirtual().name("mcp-listen").unstarted(this::run);
    private final CompletableFuture<SubscriptionFilter> first = new CompletableFuture<>();
    private volatile SubscriptionFilter honored = new SubscriptionFilter(false, false, false, Set.of(), Set.of());
    private volatile boolean closed;
    private final AtomicInteger failures = new AtomicInteger();

    StatelessSubscription(SubscriptionFilter interest, RetryingSender retryingSender, ChangeRouter changeRouter,
            ClientSettings settings) {
        this.interest = interest;
        this.retryingSender = retryingSender;
        this.changeRouter = changeRouter;
        this.settings = settings;
    }

    /// Returns when the server has said what it will tell.
    StatelessSubscription begin(CallOptions options) throws InterruptedException {
        boolean begun = false;
        thread.start();
        try {
            first.get(options.silence().toMillis(), TimeUnit.MILLISECONDS);
            begun = true;
            return this;
        } catch (TimeoutException _) {
            throw McpClientException.timedOut("The subscription", options.silence());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof McpClientException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } finally {
            if (!begun) {
                close();
            }
        }
    }

    private void run() {
        try {
            do {
                once();
            } while (!closed && pause());
        } catch (InterruptedException _) {
            // closed
        } catch (McpClientException e) {
            first.completeExceptionally(e);
        } catch (RuntimeException e) {
            first.completeExceptionally(McpClientException.broken("The subscription failed: " + e));
        } finally {
            closed = true;
        }
    }

    private boolean pause() throws InterruptedException {
        Thread.sleep(ReconnectingConnection.backoff(settings, failures.getAndIncrement()));
        return !closed;
    }

    /// Listens until the server ends it or the way breaks.
    ///
    /// @throws McpClientException when it is of no use to try again
    private void once() throws InterruptedException {
        PendingRequest pending = new PendingRequest();
        RequestId id = null;
        try {
            NegotiatedConnection link = retryingSender.connection().get();
            OutgoingRequest request = retryingSender.sender().request(link, McpMethods.LISTEN, params());
            id = request.message().id();
            changeRouter.listen(id, listener(pending));
            try {
                link.connection().begin(request, pending);
                ended(pending.await(EVER, EVER, _ -> {}));
            } catch (InterruptedException e) {
                retryingSender.sender().giveUp(link, request.message(), pending, "No longer of interest.");
                throw e;
            }
        } catch (McpClientException e) {
            boolean passing = e.reason() instanceof Lost || e.reason() instanceof TimedOut;
            if (!passing || !first.isDone()) {
                throw e;
            }
        } finally {
            if (id != null) {
                changeRouter.forget(id);
            }
        }
    }

    /// @throws McpClientException when it never began
    private void ended(Message.Answer answer) {
        if (answer instanceof Message.Failure(var _, var error)) {
            throw McpClientException.refused(error, null);
        }
        if (!first.isDone()) {
            throw McpClientException.broken("The server ended the subscription without a word on it.");
        }
    }

    private ChangeRouter.Listener listener(PendingRequest pending) {
        return new ChangeRouter.Listener() {
            @Override
            public void acknowledged(ObjectNode told) {
                honored = read(told);
                failures.set(0);
                if (!first.complete(honored)) {
                    // what changed while nobody listened is not known
                    retryingSender.cache().dropAll();
                }
            }

            @Override
            public void ended() {
                pending.failed(McpClientException.lost("The server ended the subscription."));
            }
        };
    }

    private ObjectNode params() {
        ObjectNode params = Json.object();
        ObjectNode wanted = params.putObject("notifications");
        if (interest.toolList()) {
            wanted.put("toolsListChanged", true);
        }
        if (interest.promptList()) {
            wanted.put("promptsListChanged", true);
        }
        if (interest.resourceList()) {
            wanted.put("resourcesListChanged", true);
        }
        if (!interest.resources().isEmpty()) {
            interest.resources().forEach(wanted.putArray("resourceSubscriptions")::add);
        }
        if (!interest.tasks().isEmpty()) {
            interest.tasks().forEach(wanted.putArray("taskIds")::add);
        }
        return params;
    }

    private static SubscriptionFilter read(ObjectNode told) {
        FieldReader fields = new FieldReader(told, "subscription");
        return new SubscriptionFilter(fields.bool("toolsListChanged", false), fields.bool("promptsListChanged", false),
                fields.bool("resourcesListChanged", false), Set.copyOf(fields.texts("resourceSubscriptions")),
                Set.copyOf(fields.texts("taskIds")));
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public SubscriptionFilter honored() {
        return honored;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
