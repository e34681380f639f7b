package dev.mimo.mcp.client.transport;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The requests under way on a connection whose answers arrive on one stream, each waiting for the answer that bears
/// its id. Safe for many threads.
public final class PendingRequests {
    private final Map<RequestId, PendingRequest> requests = new ConcurrentHashMap<>();
    // the last number that a request had
    private final AtomicLong last = new AtomicLong();
    private final AtomicReference<@Nullable McpClientException> ended = new AtomicReference<>();

    /// What hands a request over to the way.
    @FunctionalInterface
    public interface Sending {
        void send() throws InterruptedException;
    }

    /// From here on the answer of this id is the request's. Fails it at once where the connection has ended.
    public void add(RequestId id, PendingRequest request) {
        if (id instanceof RequestId.Whole(long number)) {
            last.accumulateAndGet(number, Math::max);
        }
        requests.put(id, request);
        McpClientException why = ended.get();
        if (why != null) {
            requests.remove(id);
            request.failed(why);
        }
    }

    /// Sends a request that was added; where that fails, the one who waits is told why.
    public void send(RequestId id, PendingRequest request, Sending sending) {
        McpClientException why;
        try {
            sending.send();
            return;
        } catch (McpClientException e) {
            why = e;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            why = McpClientException.closed();
        } catch (RuntimeException e) {
            why = McpClientException.broken("The request could not be sent or its answer not be read: " + e);
        }
        requests.remove(id);
        request.failed(why);
    }

    /// Takes out the request of this id; absent when none waits, or there is no id.
    public @Nullable PendingRequest take(@Nullable RequestId id) {
        return id == null ? null : requests.remove(id);
    }

    /// Hands what arrived to whoever it is for. An answer that nobody waits for is dropped.
    public void deliver(Message message, MessageListener listener) {
        switch (message) {
            case Message.Request request -> listener.requested(request);
            case Message.Notification notification -> listener.notified(notification);
            case Message.Result result -> answered(result.id(), result);
            case Message.Failure failure -> answered(failure.id(), failure);
        }
    }

    private void answered(@Nullable RequestId id, Message.Answer answer) {
        PendingRequest request = take(id);
        if (request != null) {
            request.answered(answer);
        } else if (answer instanceof Message.Failure(RequestId none, RpcError error) && none == null) {
            unread("error " + error.code() + " without saying to what: " + error.message());
        } else if (!(id instanceof RequestId.Whole(long number)) || number > last.get()) {
            // any other is late: its caller has given up
            unread("an answer to another request than was made");
        }
    }

    /// Something came that may have been meant as an answer to any of those that wait.
    ///
    /// @param what for people
    public void unread(String what) {
        requests.values().forEach(request -> request.sawUnread(what));
    }

    /// The connection has ended: all who wait are told why. The first reason stands.
    public void end(McpClientException why) {
        ended.compareAndSet(null, why);
        requests.values().forEach(request -> request.failed(why));
        requests.clear();
    }

    public boolean isOpen() {
        return ended.get() == null;
    }

    /// Throws the reason once the connection has ended.
    public void requireOpen() {
        McpClientException why = ended.get();
        if (why != null) {
            throw why;
        }
    }
}
