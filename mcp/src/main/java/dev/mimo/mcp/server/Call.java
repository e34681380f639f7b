package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.Answered;
import dev.mimo.mcp.model.Ask;
import dev.mimo.mcp.model.AskKind;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.LogLevel;
import dev.mimo.mcp.server.ask.Questions;
import dev.mimo.mcp.server.task.Detachable;
import dev.mimo.mcp.server.task.TaskRun;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One run of a tool, prompt or resource for one request. Belongs to the thread that runs it.
final class Call implements CallContext {
    private final Exchange exchange;
    private final Terms terms;
    private final Questions questions;
    private final @Nullable Detachable detachable;
    private final @Nullable JsonNode progressToken;
    private double done = Double.NEGATIVE_INFINITY;
    private @Nullable TaskRun task;
    private Runnable leaving = () -> {};

    /// @param detachable what carries the call when it may become a task; absent when it never may
    Call(Exchange exchange, Terms terms, Questions questions, @Nullable Detachable detachable) {
        this.exchange = exchange;
        this.terms = terms;
        this.questions = questions;
        this.detachable = detachable;
        JsonNode token = exchange.request().params().path("_meta").get("progressToken");
        this.progressToken = token != null && (token.isString() || token.isIntegralNumber()) ? token : null;
    }

    /// @param freeing is run once the call became a task
    void onLeaving(Runnable freeing) {
        leaving = freeing;
    }

    @Override
    public boolean isCancelled() {
        return task == null ? exchange.isCancelled() : task.isCancelled();
    }

    @Override
    public void progress(double now, @Nullable Double total, @Nullable String message) {
        if (progressToken == null || task != null || !(now > done)) {
            return;
        }
        done = now;
        ObjectNode params = Json.object();
        params.set("progressToken", progressToken);
        params.put("progress", now);
        if (total != null) {
            params.put("total", total);
        }
        if (message != null && terms.revision().isAtLeast(Revision.V2025_03_26)) {
            params.put("message", message);
        }
        exchange.send(new Message.Notification("notifications/progress", params));
    }

    @Override
    public void log(LogLevel level, String logger, JsonNode data) {
        if (task != null || terms.log() == null || level.compareTo(terms.log()) < 0) {
            return;
        }
        ObjectNode params = Json.object().put("level", level.word()).put("logger", logger);
        params.set("data", data);
        exchange.send(new Message.Notification("notifications/message", params));
    }

    @Override
    public boolean canAsk(AskKind kind) {
        return terms.client().asks().contains(kind);
    }

    @Override
    public Map<String, Answered> ask(Map<String, Ask> asks) throws InterruptedException {
        return (task == null ? questions : task).ask(asks);
    }

    @Override
    public boolean becomeTask() throws InterruptedException {
        if (task == null && detachable != null) {
            task = detachable.detach();
            if (task != null) {
                leaving.run();
            }
        }
        return task != null;
    }

    @Override
    public String caller() {
        return exchange.caller();
    }
}
