package dev.mimo.mcp.server.ask;

import dev.mimo.json.Json;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.Answered;
import dev.mimo.mcp.model.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Questions and answers as they stand in messages.
public final class AskWire {
    private AskWire() {}

    public static String method(Ask ask) {
        return switch (ask) {
            case Ask.Form _,Ask.Visit _ -> "elicitation/create";
            case Ask.Sample _ -> "sampling/createMessage";
            case Ask.Roots _ -> "roots/list";
        };
    }

    /// @param id unique to this question; some revisions want it with a visit
    public static ObjectNode params(Ask ask, Revision revision, String id) {
        return switch (ask) {
            case Ask.Form(String message, ObjectNode schema) -> {
                ObjectNode params = Json.object();
                if (revision.isAtLeast(Revision.V2025_11_25)) {
                    params.put("mode", "form");
                }
                params.put("message", message);
                yield params.set("requestedSchema", schema);
            }
            case Ask.Visit(String message, String url) -> {
                ObjectNode params = Json.object().put("mode", "url").put("message", message).put("url", url);
                yield revision.isStateless() ? params : params.put("elicitationId", id);
            }
            case Ask.Sample(ObjectNode params) -> params;
            case Ask.Roots() -> Json.object();
        };
    }

    /// Questions that travel inside a result, by their keys.
    public static ObjectNode inside(Map<String, Ask> asks, Revision revision) {
        ObjectNode requests = Json.object();
        asks.forEach((key, ask) -> requests.putObject(key).put("method", method(ask))
                .set("params", params(ask, revision, key)));
        return requests;
    }

    /// Reads the answer to a question.
    ///
    /// @param key names it in the error
    /// @throws RpcException invalid params, when it is not an answer to this question
    public static Answered answered(String key, Ask ask, ObjectNode answer) {
        return switch (ask) {
            case Ask.Form(String _, ObjectNode schema) -> elicited(key, answer, schema);
            case Ask.Visit _ -> elicited(key, answer, null);
            case Ask.Sample _ -> sampled(key, answer);
            case Ask.Roots _ -> new Answered.Roots(roots(key, answer.path("roots")));
        };
    }

    private static Answered.Elicited elicited(String key, ObjectNode answer, @Nullable ObjectNode schema) {
        Answered.Action action = switch (answer.path("action").asString("")) {
            case "accept" -> Answered.Action.ACCEPT;
            case "decline" -> Answered.Action.DECLINE;
            case "cancel" -> Answered.Action.CANCEL;
            default -> throw invalid(key, "its 'action' must be 'accept', 'decline' or 'cancel'");
        };
        if (action != Answered.Action.ACCEPT || schema == null) {
            return new Answered.Elicited(action, Json.object());
        }
        ObjectNode content = answer.path("content") instanceof ObjectNode given ? given : Json.object();
        String problem = FormCheck.problem(schema, content);
        if (problem != null) {
            throw invalid(key, problem);
        }
        return new Answered.Elicited(action, content);
    }

    private static Answered.Sampled sampled(String key, ObjectNode answer) {
        boolean hasContent = answer.path("content").isObject() || answer.path("content").isArray();
        if (!answer.path("role").isString() || !hasContent) {
            throw invalid(key, "a sampled message has a 'role' and 'content'");
        }
        return new Answered.Sampled(answer);
    }

    private static List<Answered.Root> roots(String key, JsonNode roots) {
        if (!roots.isArray()) {
            throw invalid(key, "'roots' must be an array");
        }
        List<Answered.Root> read = new ArrayList<>();
        for (JsonNode root : roots) {
            if (!root.path("uri").isString()) {
                throw invalid(key, "each root has a 'uri'");
            }
            read.add(new Answered.Root(root.path("uri").stringValue(),
                    root.path("name").isString() ? root.path("name").stringValue() : null));
        }
        return read;
    }

    private static RpcException invalid(String key, String problem) {
        return RpcException.invalidParams(
                String.format(Locale.ROOT, "The answer to the question '%s' is not valid: %s.", key, problem));
    }
}
