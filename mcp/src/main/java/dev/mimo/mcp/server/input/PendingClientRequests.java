package dev.mimo.mcp.server.input;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Our requests to one client of the stateful era that it has not answered yet. Their ids are a space of our own.
public final class PendingClientRequests {
    private final int most;
    // guarded by this
    private final Map<RequestId, Pending> waiting = new HashMap<>();
    private long lastId;
    private boolean closed;

    /// @param most how many may wait at once
    public PendingClientRequests(int most) {
        this.most = most;
    }

    /// One request of ours.
    public static final class Pending {
        private final RequestId id;
        private final CountDownLatch settled = new CountDownLatch(1);
        private volatile Message.@Nullable Answer answer;

        private Pending(RequestId id) {
            this.id = id;
        }

        public RequestId id() {
            return id;
        }

        /// @return absent when there was none in time, or the client is gone
        public Message.@Nullable Answer await(Duration limit) throws InterruptedException {
            return settled.await(limit.toNanos(), TimeUnit.NANOSECONDS) ? answer : null;
        }

        private void settle(Message.@Nullable Answer with) {
            answer = with;
            settled.countDown();
        }
    }

    /// @throws RpcException when too many wait already, or the client is gone
    public synchronized Pending open() {
        if (closed || waiting.size() >= most) {
            throw RpcException.busy(closed
                    ? "The client is gone."
                    : "Too many questions wait for the client's answer: answer some, then send this again.");
        }
        lastId++;
        Pending pending = new Pending(new RequestId.Whole(lastId));
        waiting.put(pending.id(), pending);
        return pending;
    }

    /// @return whether it was still waiting
    public synchronized boolean forget(Pending pending) {
        return waiting.remove(pending.id(), pending);
    }

    public synchronized void answered(Message.Answer answer) {
        RequestId id = switch (answer) {
            case Message.Result result -> result.id();
            case Message.Failure failure -> failure.id();
        };
        Pending pending = id == null ? null : waiting.remove(id);
        if (pending != null) {
            pending.settle(answer);
        }
    }

    /// Gives up every wait, and refuses new ones.
    public synchronized void close() {
        closed = true;
        waiting.values().forEach(pending -> pending.settle(null));
        waiting.clear();
    }
}
