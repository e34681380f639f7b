package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.ask.AskWire;
import dev.mimo.mcp.server.ask.AskedBack;
import dev.mimo.mcp.server.ask.Questions;
import dev.mimo.mcp.server.ask.RoundQuestions;
import dev.mimo.mcp.server.ask.SealedAnswers;
import dev.mimo.mcp.server.task.Detachable;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs what may ask its client, in the way of the request's era.
final class Calls {
    private final SealedAnswers sealed;
    private final McpServerSettings.Asks settings;

    Calls(SealedAnswers sealed, McpServerSettings.Asks settings) {
        this.sealed = sealed;
        this.settings = settings;
    }

    /// What is run.
    @FunctionalInterface
    interface Body {
        ObjectNode run(Call call) throws InterruptedException;
    }

    /// Runs the body on this thread.
    ///
    /// @return its result, or the questions that its client has to answer first
    ObjectNode run(Exchange exchange, Terms terms, Body body) throws InterruptedException {
        return inRounds(exchange, terms, questions -> body.run(new Call(exchange, terms, questions, null)));
    }

    /// Runs the body on a thread of its own, so that it may become a task.
    ///
    /// @return as `run`, or the handle of the task
    ObjectNode run(Exchange exchange, Terms terms, Supplier<Detachable> detachables, Body body)
            throws InterruptedException {
        return inRounds(exchange, terms, questions -> detachables.get()
                .run(detachable -> body.run(new Call(exchange, terms, questions, detachable))));
    }

    private interface Round {
        ObjectNode run(Questions questions) throws InterruptedException;
    }

    private ObjectNode inRounds(Exchange exchange, Terms terms, Round round) throws InterruptedException {
        if (!terms.isStateless()) {
            return round.run(new SentQuestions(exchange, terms, settings.patience(), null));
        }
        ObjectNode params = exchange.request().params();
        var binding = new SealedAnswers.Binding(exchange.caller(), exchange.request().method(), params);
        Map<String, ObjectNode> given = RoundQuestions.given(params.get("inputResponses"));
        var questions = new RoundQuestions(terms.client(), opened(binding, params.get("requestState")), given);
        try {
            return round.run(questions);
        } catch (AskedBack asked) {
            ObjectNode result = Json.object().put("resultType", "input_required");
            result.set("inputRequests", AskWire.inside(asked.asks(), terms.revision()));
            return result.put("requestState", sealed.seal(binding, asked.answers()));
        }
    }

    private Map<String, ObjectNode> opened(SealedAnswers.Binding binding, @Nullable JsonNode state) {
        if (state == null) {
            return Map.of();
        }
        if (!state.isString()) {
            throw RpcException.invalidParams("'requestState' must be a string.");
        }
        return sealed.open(binding, state.stringValue());
    }
}
