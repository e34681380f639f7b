package dev.mimo.mcp.codec;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpLimits;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.CompletionProvider;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.PromptProvider;
import dev.mimo.mcp.model.Role;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Prompts, what they were filled in to, and what is proposed for their arguments.
public final class PromptCodec {
    private PromptCodec() {}

    /// The prompt in the words of that revision.
    public static ObjectNode write(PromptDefinition prompt, Revision revision) {
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
                    ContentCodec.putIfPresent(each, "title", argument.title());
                }
                each.put("description", argument.description()).put("required", argument.required());
            }
        }
        ImplementationCodec.putIcons(node, prompt.icons(), revision);
        ContentCodec.putMeta(node, prompt.meta(), revision);
        return node;
    }

    /// @throws MalformedMessageException when it, or one of its arguments, lacks a name
    public static PromptDefinition read(JsonNode node) {
        FieldReader fields = new FieldReader(node, "prompt");
        String name = fields.text("name");
        return new PromptDefinition(name, fields.text("title", name), fields.text("description", ""),
                fields.listOrEmpty("arguments").stream().map(PromptCodec::argument).toList(),
                ImplementationCodec.icons(fields), fields.maybeObject(MetaKeys.META));
    }

    private static PromptDefinition.Argument argument(JsonNode node) {
        FieldReader fields = new FieldReader(node, "prompt's argument");
        return new PromptDefinition.Argument(fields.text("name"), fields.maybeText("title"),
                fields.text("description", ""), fields.bool("required", false));
    }

    /// What the prompt was filled in to, in the words of that revision.
    public static ObjectNode write(PromptProvider.Filled filled, Revision revision) {
        ObjectNode node = Json.object();
        ContentCodec.putIfPresent(node, "description", filled.description());
        ArrayNode messages = node.putArray("messages");
        for (PromptProvider.Message message : filled.messages()) {
            messages.addObject().put("role", ContentCodec.word(message.role()))
                    .set("content", ContentCodec.write(message.content(), revision));
        }
        return node;
    }

    /// @throws MalformedMessageException when a message in it cannot be understood
    public static PromptProvider.Filled readFilled(ObjectNode node) {
        FieldReader fields = new FieldReader(node, "prompt");
        return new PromptProvider.Filled(fields.maybeText("description"),
                fields.list("messages").stream().map(PromptCodec::message).toList());
    }

    private static PromptProvider.Message message(JsonNode node) {
        FieldReader fields = new FieldReader(node, "prompt's message");
        return new PromptProvider.Message(fields.text("role").equals("assistant") ? Role.ASSISTANT : Role.USER,
                ContentCodec.read(fields.object("content")));
    }

    /// @throws MalformedMessageException when it is no answer to a question for proposals
    public static CompletionProvider.Proposals readProposals(ObjectNode node) {
        FieldReader fields = new FieldReader(new FieldReader(node, "completion").object("completion"), "completion");
        List<String> values = fields.texts("values");
        Long total = fields.maybeWhole("total");
        return new CompletionProvider.Proposals(
                values.subList(0, Math.min(McpLimits.PROPOSALS_MAX, values.size())),
                total == null ? null : Math.clamp(total, 0, Integer.MAX_VALUE), fields.bool("hasMore", false));
    }
}
