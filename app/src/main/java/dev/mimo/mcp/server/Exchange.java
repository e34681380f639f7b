package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.call.Answered;
import dev.mimo.mcp.call.Ask;
import dev.mimo.mcp.call.AskKind;
import dev.mimo.mcp.call.CallContext;
import dev.mimo.mcp.call.LogLevel;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One request under way, from `McpServer.begin` to its answer.
public final class Exchange implements CallContext {
    private final McpServer server;
    private final McpSession session;
    private final Message.Request request;
    private final RequestInfo info;
    private final Outbound outbound;
    private final @Nullable JsonNode progressToken;
    // the rest is guarded by this
    private @Nullable Thread worker;
    private boolean cancelled;
    private boolean ended;
    private double done = Double.NEGATIVE_INFINITY;

    Exchange(McpServer server, McpSession session, Message.Request request, RequestInfo info, Outbound outbound) {
        this.server = server;
        this.session = session;
        this.request = request;
        this.info = info;
        this.outbound = outbound;
        JsonNode token = request.params().path("_meta").get("progressToken");
        this.progressToken = token != null && (token.isString() || token.isIntegralNumber()) ? token : null;
    }

    McpSession session() {
        return session;
    }

    /// Whether the request belongs to the stateless era.
    public boolean isStateless() {
        return info.stateless() || Envelope.isStateless(request);
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

    @Override
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void log(LogLevel level, String logger, JsonNode data) {
        NONE.log(level, logger, data);
    }

    @Override
    public boolean canAsk(AskKind kind) {
        return NONE.canAsk(kind);
    }

    @Override
    public Map<String, Answered> ask(Map<String, Ask> asks) throws InterruptedException {
        return NONE.ask(asks);
    }

    @Override
    public boolean becomeTask() {
        return NONE.becomeTask();
    }

    @Override
    public String caller() {
        return info.caller();
    }

    @Override
    public void progress(double now, @Nullable Double total, @Nullable String message) {
        if (progressToken == null || !advances(now)) {
            return;
        }
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.set("progressToken", progressToken);
        params.put("progress", now);
        if (total != null) {
            params.put("total", total);
        }
        if (message != null) {
            params.put("message", message);
        }
        outbound.send(new Message.Notification("notifications/progress", params));
    }

    private synchronized boolean advances(double now) {
        if (cancelled || ended || !(now > done)) {
            return false;
        }
        done = now;
        return true;
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
