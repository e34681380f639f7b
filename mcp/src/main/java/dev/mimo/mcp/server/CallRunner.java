package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.codec.InputCodec;
import dev.mimo.mcp.server.input.InputRequester;
import dev.mimo.mcp.server.input.InputRequiredException;
import dev.mimo.mcp.server.input.RequestStateCipher;
import dev.mimo.mcp.server.input.StatelessInputRequester;
import dev.mimo.mcp.server.task.DetachableCall;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs what may ask its client, in the way of the request's era.
record CallRunner(RequestStateCipher stateCipher, McpServerSettings.Asks settings) {
    /// What is run.
    @FunctionalInterface
    interface Body {
        ObjectNode run(RequestCallContext call) throws InterruptedException;
    }

    /// Runs the body on this thread.
    ///
    /// @return its result, or the questions that its client has to answer first
    ObjectNode run(RequestExchange exchange, NegotiatedTerms terms, Body body) throws InterruptedException {
        return inRounds(exchange, terms,
                questions -> body.run(new RequestCallContext(exchange, terms, questions, null)));
    }

    /// Runs the body on a thread of its own, so that it may become a task.
    ///
    /// @return as `run`, or the handle of the task
    ObjectNode run(RequestExchange exchange, NegotiatedTerms terms, Supplier<DetachableCall> detachables, Body body)
            throws InterruptedException {
        return inRounds(exchange, terms, questions -> detachables.get()
                .run(detachable -> body.run(new RequestCallContext(exchange, terms, questions, detachable))));
    }

    private interface Round {
        ObjectNode run(InputRequester questions) throws InterruptedException;
    }

    private ObjectNode inRounds(RequestExchange exchange, NegotiatedTerms terms, Round round)
            throws InterruptedException {
        if (!terms.isStateless()) {
            return round.run(new StatefulInputRequester(exchange, terms, settings.patience(), null));
        }
        ObjectNode params = exchange.request().params();
        var binding = new RequestStateCipher.Binding(exchange.caller(), exchange.request().method(), params);
        Map<String, ObjectNode> given = StatelessInputRequester.given(params.get("inputResponses"));
        var questions = new StatelessInputRequester(terms.client(), opened(binding, params.get("requestState")), given);
        try {
            return round.run(questions);
        } catch (InputRequiredException asked) {
            ObjectNode result = Json.object().put("resultType", "input_required");
            result.set("inputRequests", InputCodec.writeAll(asked.asks(), terms.revision()));
            return result.put("requestState", stateCipher.seal(binding, asked.answers()));
        }
    }

    private Map<String, ObjectNode> opened(RequestStateCipher.Binding binding, @Nullable JsonNode state) {
        if (state == null || state.isNull()) {
            return Map.of();
        }
        if (!state.isString()) {
            throw RpcException.invalidParams("'requestState' must be a string.");
        }
        return stateCipher.open(binding, state.stringValue());
    }
}
