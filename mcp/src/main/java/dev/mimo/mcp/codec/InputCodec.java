package dev.mimo.mcp.codec;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.schema.SchemaSettings;
import dev.mimo.mcp.schema.SchemaValidator;
import dev.mimo.mcp.schema.UnusableSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a server asks of its client, and what the client answers; the same in both eras.
public final class InputCodec {
    private InputCodec() {}

    public static String method(InputRequest ask) {
        return switch (ask) {
            case InputRequest.Form _,InputRequest.Visit _ -> McpMethods.ELICIT;
            case InputRequest.Sample _ -> McpMethods.CREATE_MESSAGE;
            case InputRequest.Roots _ -> McpMethods.ROOTS_LIST;
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
    public static ObjectNode writeAll(Map<String, InputRequest> asks, Revision revision) {
        ObjectNode requests = Json.object();
        asks.forEach((key, ask) -> requests.putObject(key).put("method", method(ask))
                .set("params", params(ask, revision, key)));
        return requests;
    }

    /// Reads the answer to a question.
    ///
    /// @param key names it in the error
    /// @throws RpcException invalid params, when it is not an answer to this question
    public static InputResponse readResponse(String key, InputRequest ask, ObjectNode answer) {
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
        List<String> problems = problems(schema, content);
        if (!problems.isEmpty()) {
            throw invalid(key, String.join("; ", problems));
        }
        return new InputResponse.Elicited(action, content);
    }

    /// With a validator of its own: each form is another schema, and none is worth keeping.
    private static List<String> problems(ObjectNode schema, ObjectNode content) {
        try {
            return new SchemaValidator(SchemaSettings.defaults()).problems(schema, content);
        } catch (UnusableSchemaException e) {
            return List.of("its form cannot be used, since " + e.getMessage());
        }
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

    /// @throws RpcException when there is no such question, or it lacks something
    public static InputRequest read(String method, ObjectNode params) {
        return switch (method) {
            case McpMethods.ELICIT -> elicitation(params);
            case McpMethods.CREATE_MESSAGE -> new InputRequest.Sample(params);
            case McpMethods.ROOTS_LIST -> new InputRequest.Roots();
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

    /// The answer, with the defaults of a form where its user left something out.
    public static ObjectNode write(InputRequest asked, InputResponse answer) {
        ObjectNode node = Json.object();
        return switch (answer) {
            case InputResponse.Elicited(InputResponse.Action action, ObjectNode content) -> {
                node.put("action", action.name().toLowerCase(Locale.ROOT));
                if (action == InputResponse.Action.ACCEPT
                        && asked instanceof InputRequest.Form(var _, ObjectNode schema)) {
                    node.set("content", filled(schema, content));
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

    /// The content with the schema's defaults where it says nothing; the given trees stay as they are.
    private static ObjectNode filled(ObjectNode requestedSchema, ObjectNode content) {
        ObjectNode filled = content.deepCopy();
        requestedSchema.path("properties").properties().forEach(property -> {
            if (!filled.has(property.getKey()) && property.getValue().hasNonNull("default")) {
                filled.set(property.getKey(), property.getValue().get("default"));
            }
        });
        return filled;
    }
}
