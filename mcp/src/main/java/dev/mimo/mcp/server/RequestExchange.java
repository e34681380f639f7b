package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.server.task.TaskOwner;
import org.jspecify.annotations.Nullable;

/// One request under way, from `McpServer.begin` to its answer.
public final class RequestExchange {
    private final McpServer server;
    private final McpSession session;
    private final Message.Request request;
    private final RequestInfo info;
    private final MessageSink sink;
    // the rest is guarded by this
    private @Nullable Thread worker;
    private boolean cancelled;
    private boolean ended;

    RequestExchange(McpServer server, McpSession session, Message.Request request, RequestInfo info,
            MessageSink sink) {
        this.server = server;
        this.session = session;
        this.request = request;
        this.info = info;
        this.sink = sink;
    }

    McpSession session() {
        return session;
    }

    /// Who calls.
    String caller() {
        return info.caller();
    }

    /// Whose the tasks are that it begins or names.
    TaskOwner owner() {
        return isStateless() ? TaskOwner.caller(info.caller()) : TaskOwner.session(session.number());
    }

    /// Whether the request belongs to the stateless era.
    public boolean isStateless() {
        return info.stateless() || RequestMetadata.isStateless(request);
    }

    public Message.Request request() {
        return request;
    }

    /// Works out the answer on this thread; call it once.
    ///
    /// @return absent when the client cancelled the request, which is then not answered
    public Message.@Nullable Answer complete() {
        try {
            if (!started()) {
                return null;
            }
            Message.Answer answer = server.answer(this);
            return ended() ? answer : null;
        } finally {
            session.leave(request.id(), this);
        }
    }

    /// Stops the request: its thread is interrupted, and nothing more is sent for it. Too late is no fault.
    public synchronized void cancel() {
        if (!ended) {
            cancelled = true;
            if (worker != null) {
                worker.interrupt();
            }
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /// Sends what belongs to the request, unless it is over.
    void send(Message message) {
        if (isOpen()) {
            sink.send(message);
        }
    }

    /// Takes back what was sent for the request, also when the client cancelled it.
    void withdraw(Message message) {
        boolean gone;
        synchronized (this) {
            gone = ended;
        }
        if (!gone) {
            sink.send(message);
        }
    }

    private synchronized boolean isOpen() {
        return !cancelled && !ended;
    }

    private synchronized boolean started() {
        worker = Thread.currentThread();
        return !cancelled;
    }

    /// @return whether the answer may be sent
    private synchronized boolean ended() {
        ended = true;
        worker = null;
        if (cancelled) {
            // the interrupt was meant for the call, not for whatever this thread does next
            Thread.interrupted();
        }
        return !cancelled;
    }
}
