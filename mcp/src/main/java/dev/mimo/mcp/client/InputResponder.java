package dev.mimo.mcp.client;

import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.codec.InputCodec;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import tools.jackson.databind.node.ObjectNode;

/// Has the handlers answer what the server asks.
record InputResponder(ClientProfile profile, ClientHandlers handlers) {
    /// @param method of the question: `elicitation/create`, `sampling/createMessage` or `roots/list`
    /// @throws RpcException when it is refused, or was never offered
    ObjectNode answer(String method, ObjectNode params) throws InterruptedException {
        InputRequest ask = InputCodec.read(method, params);
        if (!profile.asks().contains(ask.kind())) {
            throw ask instanceof InputRequest.Roots
                    ? RpcException.methodNotFound(method)
                    : new RpcException(RpcError.of(RpcError.INVALID_PARAMS, "This client offers no such thing."));
        }
        InputResponse answer = switch (ask) {
            case InputRequest.Form form -> handlers.fill(form);
            case InputRequest.Visit visit -> handlers.visit(visit);
            case InputRequest.Sample sample -> handlers.sample(sample);
            case InputRequest.Roots _ -> new InputResponse.Roots(handlers.roots());
        };
        return InputCodec.write(ask, answer);
    }
}
