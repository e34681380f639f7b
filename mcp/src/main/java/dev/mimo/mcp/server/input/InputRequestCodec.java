package dev.mimo.mcp.server.input;

import dev.mimo.json.Json;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Questions and answers as they stand in messages.
public final class InputRequestCodec {
    private InputRequestCodec() {}

    public static String method(InputRequest ask) {
        return switch (ask) {
            case InputRequest.Form _,InputRequest.Visit _ -> "elicitation/create";
            case InputRequest.Sample _ -> "sampling/createMessage";
            case InputRequest.Roots _ -> "roots/list";
        };
    }

    /// @param id unique to this question; some revisions want it with a visit
    public static ObjectNode params(InputRequest ask, Revision revision, String id) {
        return switch (ask) {
            case InputRequest.Form(String message, ObjectNode schema) -> {
                ObjectNode params = Json.object();
                if (revision.isAtLeast(Revision.V2025_11_25)) {
                    params.put("mode", "form");
                }
                params.put("message", message);
                yield params.set("requestedSchema", schema);
            }
            case InputRequest.Visit(String message, String url) -> {
                ObjectNode params = Json.object().put("mode", "url").put("message", message).put("url", url);
                yield revision.isStateless() ? params : params.put("elicitationId", id);
            }
            case InputRequest.Sample(ObjectNode params) -> params;
            case InputRequest.Roots() -> Json.object();
        };
    }

    /// Questions that travel inside a result, by their keys.
    public static ObjectNode inside(Map<String, InputRequest> asks, Revision revision) {
        ObjectNode requests = Json.object();
        asks.forEach((key, ask) -> requests.putObject(key).put("method", method(ask))
                .set("params", params(ask, revision, key)));
        return requests;
    }

    /// Reads the answer to a question.
    ///
    /// @param key names it in the error
    /// @throws RpcException invalid params, when it is not an answer to this question
    public static InputResponse answered(String key, InputRequest ask, ObjectNode answer) {
        return switch (ask) {
            case InputRequest.Form(String _, ObjectNode schema) -> elicited(key, answer, schema);
            case InputRequest.Visit _ -> elicited(key, answer, null);
            case InputRequest.Sample _ -> sampled(key, answer);
            case InputRequest.Roots _ -> new InputResponse.Roots(roots(key, answer.path("roots")));
        };
    }

    private static InputResponse.Elicited elicited(String key, ObjectNode answer, @Nullable ObjectNode schema) {
        InputResponse.Action action = switch (answer.path("action").asString("")) {
            case "accept" -> InputResponse.Action.ACCEPT;
            case "decline" -> InputResponse.Action.DECLINE;
            case "cancel" -> InputResponse.Action.CANCEL;
            default -> throw invalid(key, "its 'action' must be 'accept', 'decline' or 'cancel'");
        };
        if (action != InputResponse.Action.ACCEPT || schema == null) {
            return new InputResponse.Elicited(action, Json.object());
        }
        ObjectNode content = answer.path("content") instanceof ObjectNode given ? given : Json.object();
        String problem = FormValidator.problem(schema, content);
        if (problem != null) {
            throw invalid(key, problem);
        }
        return new InputResponse.Elicited(action, content);
    }

    private static InputResponse.Sampled sampled(String key, ObjectNode answer) {
        boolean hasContent = answer.path("content").isObject() || answer.path("content").isArray();
        if (!answer.path("role").isString() || !hasContent) {
            throw invalid(key, "a sampled message has a 'role' and 'content'");
        }
        return new InputResponse.Sampled(answer);
    }

    private static List<InputResponse.Root> roots(String key, JsonNode roots) {
        if (!roots.isArray()) {
            throw invalid(key, "'roots' must be an array");
        }
        List<InputResponse.Root> read = new ArrayList<>();
        for (JsonNode root : roots) {
            if (!root.path("uri").isString()) {
                throw invalid(key, "each root has a 'uri'");
            }
            read.add(new InputResponse.Root(root.path("uri").stringValue(),
                    root.path("name").isString() ? root.path("name").stringValue() : null));
        }
        return read;
    }

    private static RpcException invalid(String key, String problem) {
        return RpcException.invalidParams(
                String.format(Locale.ROOT, "The answer to the question '%s' is not valid: %s.", key, problem));
    }
}
