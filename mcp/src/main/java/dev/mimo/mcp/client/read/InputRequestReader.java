package dev.mimo.mcp.client.read;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What servers ask, and how they are answered; the same in both eras.
public final class InputRequestReader {
    private InputRequestReader() {}

    /// @throws RpcException when there is no such question, or it lacks something
    public static InputRequest ask(String method, ObjectNode params) {
        return switch (method) {
            case "elicitation/create" -> elicitation(params);
            case "sampling/createMessage" -> new InputRequest.Sample(params);
            case "roots/list" -> new InputRequest.Roots();
            default -> throw RpcException.methodNotFound(method);
        };
    }

    private static InputRequest elicitation(ObjectNode params) {
        String message = params.path("message").asString("");
        return switch (params.path("mode").asString("form")) {
            case "form" -> {
                if (!(params.get("requestedSchema") instanceof ObjectNode schema)) {
                    throw RpcException.invalidParams("'requestedSchema' must be an object.");
                }
                yield new InputRequest.Form(message, schema);
            }
            case "url" -> {
                if (!params.path("url").isString()) {
                    throw RpcException.invalidParams("'url' must be a string.");
                }
                yield new InputRequest.Visit(message, params.path("url").stringValue());
            }
            default -> throw RpcException.invalidParams("'mode' must be \"form\" or \"url\".");
        };
    }

    public static ObjectNode write(InputRequest asked, InputResponse answer) {
        ObjectNode node = Json.object();
        return switch (answer) {
            case InputResponse.Elicited(InputResponse.Action action, ObjectNode content) -> {
                node.put("action", action.name().toLowerCase(Locale.ROOT));
                if (action == InputResponse.Action.ACCEPT
                        && asked instanceof InputRequest.Form(var _, ObjectNode schema)) {
                    node.set("content", FormDefaults.filled(schema, content));
                }
                yield node;
            }
            case InputResponse.Sampled(ObjectNode message) -> message;
            case InputResponse.Roots(var roots) -> {
                ArrayNode list = node.putArray("roots");
                for (InputResponse.Root root : roots) {
                    ObjectNode each = list.addObject().put("uri", root.uri());
                    if (root.name() != null) {
                        each.put("name", root.name());
                    }
                }
                yield node;
            }
        };
    }
}
