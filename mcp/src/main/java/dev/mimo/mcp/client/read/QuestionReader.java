package dev.mimo.mcp.client.read;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.Answered;
import dev.mimo.mcp.model.Ask;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What servers ask, and how they are answered; the same in both eras.
public final class QuestionReader {
    private QuestionReader() {}

    /// @throws RpcException when there is no such question, or it lacks something
    public static Ask ask(String method, ObjectNode params) {
        return switch (method) {
            case "elicitation/create" -> elicitation(params);
            case "sampling/createMessage" -> new Ask.Sample(params);
            case "roots/list" -> new Ask.Roots();
            default -> throw RpcException.methodNotFound(method);
        };
    }

    private static Ask elicitation(ObjectNode params) {
        String message = params.path("message").asString("");
        return switch (params.path("mode").asString("form")) {
            case "form" -> {
                if (!(params.get("requestedSchema") instanceof ObjectNode schema)) {
                    throw RpcException.invalidParams("'requestedSchema' must be an object.");
                }
                yield new Ask.Form(message, schema);
            }
            case "url" -> {
                if (!params.path("url").isString()) {
                    throw RpcException.invalidParams("'url' must be a string.");
                }
                yield new Ask.Visit(message, params.path("url").stringValue());
            }
            default -> throw RpcException.invalidParams("'mode' must be \"form\" or \"url\".");
        };
    }

    public static ObjectNode write(Ask asked, Answered answer) {
        ObjectNode node = Json.object();
        return switch (answer) {
            case Answered.Elicited(Answered.Action action, ObjectNode content) -> {
                node.put("action", action.name().toLowerCase(Locale.ROOT));
                if (action == Answered.Action.ACCEPT && asked instanceof Ask.Form(var _, ObjectNode schema)) {
                    node.set("content", FormDefaults.filled(schema, content));
                }
                yield node;
            }
            case Answered.Sampled(ObjectNode message) -> message;
            case Answered.Roots(var roots) -> {
                ArrayNode list = node.putArray("roots");
                for (Answered.Root root : roots) {
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
