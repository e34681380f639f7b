package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.codec.InputCodec;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.server.input.InputRequester;
import dev.mimo.mcp.server.input.PendingClientRequests;
import dev.mimo.mcp.server.task.TaskShape;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Asks a client of the stateful era: requests of ours that travel with the call, whose answers are waited for.
///
/// @param task whose questions they are; absent when they are the call's own
record StatefulInputRequester(RequestExchange exchange, NegotiatedTerms terms, Duration patience,
        @Nullable String task) implements InputRequester {
    @Override
    public Map<String, InputResponse> ask(Map<String, InputRequest> asks) throws InterruptedException {
        terms.client().require(asks.values().stream().map(InputRequest::kind).toList(), terms.revision());
        PendingClientRequests pending = exchange.session().asks();
        Map<String, PendingClientRequests.Pending> sent = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, InputRequest> ask : asks.entrySet()) {
                PendingClientRequests.Pending each = pending.open();
                sent.put(ask.getKey(), each);
                ObjectNode params =
                        InputCodec.params(ask.getValue(), terms.revision(),
                                ask.getKey() + "-" + number(each.id()));
                exchange.send(new Message.Request(each.id(), InputCodec.method(ask.getValue()),
                        task == null ? params : TaskShape.related(params, task)));
            }
            return await(asks, sent);
        } finally {
            // what is left unanswered is no longer of use
            sent.values().stream().filter(pending::forget).forEach(this::withdraw);
        }
    }

    private Map<String, InputResponse> await(Map<String, InputRequest> asks,
            Map<String, PendingClientRequests.Pending> sent)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Map<String, InputResponse> answered = new HashMap<>();
        for (Map.Entry<String, InputRequest> ask : asks.entrySet()) {
            PendingClientRequests.Pending pending = sent.get(ask.getKey());
            Message.Answer answer = pending == null
                    ? null
                    : pending.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            answered.put(ask.getKey(), read(ask.getKey(), ask.getValue(), answer));
        }
        return answered;
    }

    private static InputResponse read(String key, InputRequest ask, Message.@Nullable Answer answer) {
        return switch (answer) {
            case Message.Result(RequestId _, var result) -> InputCodec.readResponse(key, ask, result);
            case Message.Failure(RequestId _, RpcError error) -> throw RpcException.invalidRequest(
                    "The client answered '" + InputCodec.method(ask) + "' with an error: " + error.message());
            case null -> throw RpcException.invalidRequest(
                    "The client did not answer '" + InputCodec.method(ask) + "' in time.");
        };
    }

    private void withdraw(PendingClientRequests.Pending pending) {
        exchange.withdraw(new Message.Notification(McpMethods.CANCELLED, Json.object()
                .set("requestId", MessageCodec.node(pending.id()))));
    }

    private static String number(RequestId id) {
        return switch (id) {
            case RequestId.Whole(long value) -> Long.toString(value);
            case RequestId.Text(String value) -> value;
        };
    }
}
