package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.Answered;
import dev.mimo.mcp.model.Ask;
import dev.mimo.mcp.server.ask.AskWire;
import dev.mimo.mcp.server.ask.PendingAsks;
import dev.mimo.mcp.server.ask.Questions;
import dev.mimo.mcp.server.task.TaskShape;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Asks a client of the stateful era: requests of ours that travel with the call, whose answers are waited for.
final class SentQuestions implements Questions {
    private final Exchange exchange;
    private final Terms terms;
    private final Duration wait;
    private final @Nullable String task;

    /// @param task whose questions they are; absent when they are the call's own
    SentQuestions(Exchange exchange, Terms terms, Duration wait, @Nullable String task) {
        this.exchange = exchange;
        this.terms = terms;
        this.wait = wait;
        this.task = task;
    }

    @Override
    public Map<String, Answered> ask(Map<String, Ask> asks) throws InterruptedException {
        terms.client().require(asks.values().stream().map(Ask::kind).toList(), terms.revision());
        PendingAsks pending = exchange.session().asks();
        Map<String, PendingAsks.Pending> sent = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Ask> ask : asks.entrySet()) {
                PendingAsks.Pending each = pending.open();
                sent.put(ask.getKey(), each);
                ObjectNode params =
                        AskWire.params(ask.getValue(), terms.revision(), ask.getKey() + "-" + number(each.id()));
                exchange.send(new Message.Request(each.id(), AskWire.method(ask.getValue()),
                        task == null ? params : TaskShape.related(params, task)));
            }
            return await(asks, sent);
        } finally {
            // what is left unanswered is no longer of use
            sent.values().stream().filter(pending::forget).forEach(this::withdraw);
        }
    }

    private Map<String, Answered> await(Map<String, Ask> asks, Map<String, PendingAsks.Pending> sent)
            throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        Map<String, Answered> answered = new HashMap<>();
        for (Map.Entry<String, Ask> ask : asks.entrySet()) {
            PendingAsks.Pending pending = sent.get(ask.getKey());
            Message.Answer answer = pending == null
                    ? null
                    : pending.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            answered.put(ask.getKey(), read(ask.getKey(), ask.getValue(), answer));
        }
        return answered;
    }

    private static Answered read(String key, Ask ask, Message.@Nullable Answer answer) {
        return switch (answer) {
            case Message.Result(RequestId _, var result) -> AskWire.answered(key, ask, result);
            case Message.Failure(RequestId _, RpcError error) -> throw RpcException.invalidRequest(
                    "The client answered '" + AskWire.method(ask) + "' with an error: " + error.message());
            case null -> throw RpcException.invalidRequest(
                    "The client did not answer '" + AskWire.method(ask) + "' in time.");
        };
    }

    private void withdraw(PendingAsks.Pending pending) {
        exchange.withdraw(new Message.Notification("notifications/cancelled", Json.object()
                .set("requestId", MessageCodec.node(pending.id()))));
    }

    private static String number(RequestId id) {
        return switch (id) {
            case RequestId.Whole(long value) -> Long.toString(value);
            case RequestId.Text(String value) -> value;
        };
    }
}
