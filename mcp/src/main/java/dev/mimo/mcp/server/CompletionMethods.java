package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.CompletionProvider;
import dev.mimo.mcp.model.PromptProvider;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `completion/complete`.
///
/// @param prompts those whose arguments can be completed; absent when there are none
record CompletionMethods(CompletionProvider completions, @Nullable PromptProvider prompts) {
    ObjectNode complete(ObjectNode params) {
        JsonNode argument = params.path("argument");
        if (!argument.path("name").isString() || !argument.path("value").isString()) {
            throw RpcException.invalidParams("'argument' must have a 'name' and a 'value', both strings.");
        }
        CompletionProvider.Proposals proposals = completions.complete(reference(params.path("ref")),
                argument.path("name").stringValue(), argument.path("value").stringValue(),
                PromptMethods.texts("context.arguments", params.path("context").path("arguments")));
        ObjectNode result = Json.object();
        ObjectNode completion = result.putObject("completion");
        ArrayNode values = completion.putArray("values");
        proposals.values().forEach(values::add);
        if (proposals.total() != null) {
            completion.put("total", proposals.total());
        }
        completion.put("hasMore", proposals.more());
        return result;
    }

    private CompletionProvider.Reference reference(JsonNode ref) {
        return switch (ref.path("type").asString("")) {
            case "ref/prompt" -> prompt(ref.path("name").asString(""));
            case "ref/resource" -> new CompletionProvider.Reference.ToResource(ref.path("uri").asString(""));
            default -> throw RpcException.invalidParams("'ref' must be a 'ref/prompt' or a 'ref/resource'.");
        };
    }

    private CompletionProvider.Reference prompt(String name) {
        if (prompts == null || prompts.find(name) == null) {
            throw RpcException.invalidParams("Unknown prompt: " + name);
        }
        return new CompletionProvider.Reference.ToPrompt(name);
    }
}
