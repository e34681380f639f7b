package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.codec.FieldReader;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A request of the stateless era that the server may answer with questions: they are answered, and it is sent again,
/// until there is a result.
record InputRequiredLoop(RetryingSender retryingSender, InputResponder inputResponder, ClientSettings settings) {
    /// @param rounds how many requests it took
    record Ended(ObjectNode result, int rounds) {}

    /// @return a complete result, or for tools one of the kind `task`
    /// @throws McpClientException when there is none, or the server asks without end
    Ended send(String method, ObjectNode params, CallOptions options, Map<String, String> mirrored)
            throws InterruptedException {
        ObjectNode next = params;
        for (int round = 0; round <= settings.roundsMax(); round++) {
            ObjectNode result = retryingSender.send(method, next, options, mirrored);
            String type = result.path("resultType").asString("complete");
            boolean task =
                    type.equals("task") && method.equals(McpMethods.TOOLS_CALL)
                            && inputResponder.profile().followsTasks();
            if (type.equals("complete") || task) {
                return new Ended(result, round + 1);
            }
            if (!type.equals("input_required")) {
                throw McpClientException.broken(
                        "The server answered " + method + " with a result of the kind '" + type + "'.");
            }
            next = again(params, result, round);
        }
        throw McpClientException.broken("The server asked more than " + settings.roundsMax() + " times.");
    }

    private ObjectNode again(ObjectNode params, ObjectNode result, int round) throws InterruptedException {
        ObjectNode next = params.deepCopy();
        ObjectNode asked = new FieldReader(result, "question").objectOrEmpty("inputRequests");
        JsonNode state = result.path("requestState");
        if (asked.isEmpty()) {
            if (!state.isString()) {
                throw McpClientException.broken("The server wants an answer and asks nothing.");
            }
            // it only wants to be asked later
            Thread.sleep(ReconnectingConnection.backoff(settings, round));
        } else {
            next.set("inputResponses", answers(asked));
        }
        if (state.isString()) {
            next.set("requestState", state);
        }
        return next;
    }

    /// @param asked the questions by their keys
    ObjectNode answers(ObjectNode asked) throws InterruptedException {
        ObjectNode answers = Json.object();
        for (Map.Entry<String, JsonNode> each : asked.properties()) {
            FieldReader question = new FieldReader(each.getValue(), "question");
            try {
                answers.set(each.getKey(), inputResponder.answer(AnswerReader.read(question::text, "method"),
                        question.objectOrEmpty("params")));
            } catch (RpcException e) {
                // there is no word for this towards the server: one who cannot answer does not come back
                throw new McpClientException(new McpClientException.Refused(e.error(), null),
                        "The server asked for '" + question.text("method", "") + "', which was refused: "
                                + e.error().message());
            }
        }
        return answers;
    }
}
