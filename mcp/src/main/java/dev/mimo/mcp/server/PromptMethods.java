package dev.mimo.mcp.server;

import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.codec.CacheHint;
import dev.mimo.mcp.codec.CursorPages;
import dev.mimo.mcp.codec.PromptCodec;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.PromptProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `prompts/list` and `prompts/get`.
record PromptMethods(PromptProvider prompts, CallRunner calls, McpServerSettings settings) {
    ObjectNode list(ObjectNode params, NegotiatedTerms terms) {
        ObjectNode page = CursorPages.of("prompts", prompts.list(), params, settings.pageSize(),
                prompt -> PromptCodec.write(prompt, terms.revision()));
        return CacheHint.PUBLIC.hint(page, terms.revision(), settings.listFresh());
    }

    ObjectNode get(RequestExchange exchange, NegotiatedTerms terms) throws InterruptedException {
        ObjectNode params = exchange.request().params();
        JsonNode name = params.path("name");
        PromptProvider.Prompt prompt = name.isString() ? prompts.find(name.stringValue()) : null;
        if (prompt == null) {
            throw RpcException.invalidParams("Unknown prompt: " + name.asString(""));
        }
        Map<String, String> arguments = texts("arguments", params.path("arguments"));
        for (PromptDefinition.Argument argument : prompt.definition().arguments()) {
            if (argument.required() && !arguments.containsKey(argument.name())) {
                throw RpcException.invalidParams("The prompt needs the argument '" + argument.name() + "'.");
            }
        }
        return calls.run(exchange, terms,
                context -> PromptCodec.write(prompt.get().get(arguments, context), terms.revision()));
    }

    /// An object of strings; null for one that is left out.
    static Map<String, String> texts(String name, JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (node.isMissingNode() || node.isNull()) {
            return texts;
        }
        if (!node.isObject() || !node.valueStream().allMatch(value -> value.isString() || value.isNull())) {
            throw RpcException.invalidParams("'" + name + "' must be an object of strings.");
        }
        node.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                texts.put(entry.getKey(), entry.getValue().stringValue());
            }
        });
        return texts;
    }
}
