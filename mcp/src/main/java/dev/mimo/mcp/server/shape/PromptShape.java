package dev.mimo.mcp.server.shape;

import dev.mimo.json.Json;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.PromptProvider;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Prompts and what they were filled in to.
public final class PromptShape {
    private PromptShape() {}

    public static ObjectNode node(PromptDefinition prompt, Revision revision) {
        boolean titled = revision.isAtLeast(Revision.V2025_06_18);
        ObjectNode node = Json.object().put("name", prompt.name());
        if (titled) {
            node.put("title", prompt.title());
        }
        node.put("description", prompt.description());
        if (!prompt.arguments().isEmpty()) {
            ArrayNode arguments = node.putArray("arguments");
            for (PromptDefinition.Argument argument : prompt.arguments()) {
                ObjectNode each = arguments.addObject().put("name", argument.name());
                if (titled) {
                    ContentShape.putIfPresent(each, "title", argument.title());
                }
                each.put("description", argument.description()).put("required", argument.required());
            }
        }
        ContentShape.putIcons(node, prompt.icons(), revision);
        ContentShape.putMeta(node, prompt.meta(), revision);
        return node;
    }

    public static ObjectNode node(PromptProvider.Filled filled, Revision revision) {
        ObjectNode node = Json.object();
        ContentShape.putIfPresent(node, "description", filled.description());
        ArrayNode messages = node.putArray("messages");
        for (PromptProvider.Message message : filled.messages()) {
            messages.addObject().put("role", ContentShape.word(message.role()))
                    .set("content", ContentShape.node(message.content(), revision));
        }
        return node;
    }
}
