package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpLimits;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.model.LogLevel;
import dev.mimo.mcp.server.input.InputRequester;
import dev.mimo.mcp.server.task.DetachableCall;
import dev.mimo.mcp.server.task.RunningTask;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One run of a tool, prompt or resource for one request. Belongs to the thread that runs it.
final class RequestCallContext implements CallContext {
    private final RequestExchange exchange;
    private final NegotiatedTerms terms;
    private final InputRequester questions;
    private final @Nullable DetachableCall detachable;
    private final @Nullable JsonNode progressToken;
    private double done = Double.NEGATIVE_INFINITY;
    private @Nullable RunningTask task;
    private Runnable leaving = () -> {};

    /// @param detachable what carries the call when it may become a task; absent when it never may
    RequestCallContext(RequestExchange exchange, NegotiatedTerms terms, InputRequester questions,
            @Nullable DetachableCall detachable) {
        this.exchange = exchange;
        this.terms = terms;
        this.questions = questions;
        this.detachable = detachable;
        JsonNode token = exchange.request().params().path(MetaKeys.META).get("progressToken");
        boolean whole = token != null && token.isNumber() && token.canConvertToExactIntegral();
        boolean text = token != null && token.isString()
                && token.stringValue().length() <= McpLimits.ID_CHARS_MAX;
        this.progressToken = text || whole ? token : null;
    }

    /// @param freeing is run when the call becomes a task, before its client knows
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
        exchange.send(new Message.Notification(McpMethods.PROGRESS, params));
    }

    @Override
    public void log(LogLevel level, String logger, JsonNode data) {
        if (task != null || terms.log() == null || level.compareTo(terms.log()) < 0) {
            return;
        }
        ObjectNode params = Json.object().put("level", level.word()).put("logger", logger);
        params.set("data", data);
        exchange.send(new Message.Notification(McpMethods.LOG_MESSAGE, params));
    }

    @Override
    public boolean canAsk(InputKind kind) {
        return terms.client().asks().contains(kind);
    }

    @Override
    public Map<String, InputResponse> ask(Map<String, InputRequest> asks) throws InterruptedException {
        return (task == null ? questions : task).ask(asks);
    }

    @Override
    public boolean becomeTask() throws InterruptedException {
        if (task == null && detachable != null) {
            task = detachable.detach(leaving);
        }
        return task != null;
    }

    @Override
    public String caller() {
        return exchange.caller();
    }
}
