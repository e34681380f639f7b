package dev.mimo.mcp.client;

import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.client.read.QuestionReader;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.model.Answered;
import dev.mimo.mcp.model.Ask;
import tools.jackson.databind.node.ObjectNode;

/// Has the handlers answer what the server asks.
record Questions(ClientProfile profile, ClientHandlers handlers) {
    /// @param method of the question: `elicitation/create`, `sampling/createMessage` or `roots/list`
    /// @throws RpcException when it is refused, or was never offered
    ObjectNode answer(String method, ObjectNode params) throws InterruptedException {
        Ask ask = QuestionReader.ask(method, params);
        if (!profile.asks().contains(ask.kind())) {
            throw ask instanceof Ask.Roots
                    ? RpcException.methodNotFound(method)
                    : new RpcException(RpcError.of(RpcError.INVALID_PARAMS, "This client offers no such thing."));
        }
        Answered answer = switch (ask) {
            case Ask.Form form -> handlers.forms().fill(form);
            case Ask.Visit visit -> handlers.visits().visit(visit);
            case Ask.Sample sample -> handlers.sampling().sample(sample);
            case Ask.Roots _ -> new Answered.Roots(handlers.roots().roots());
        };
        return QuestionReader.write(ask, answer);
    }
}
