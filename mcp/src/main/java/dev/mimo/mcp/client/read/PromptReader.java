package dev.mimo.mcp.client.read;

import dev.mimo.mcp.model.CompletionProvider;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.PromptProvider;
import dev.mimo.mcp.model.Role;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Prompts and proposals for their arguments, as servers write them.
public final class PromptReader {
    private static final int PROPOSALS_MAX = 100;

    private PromptReader() {}

    public static PromptDefinition prompt(JsonNode node) {
        FieldReader fields = new FieldReader(node, "prompt");
        String name = fields.text("name");
        return new PromptDefinition(name, fields.text("title", name), fields.text("description", ""),
                fields.listOrEmpty("arguments").stream().map(PromptReader::argument).toList(), IconReader.icons(fields),
                fields.maybeObject("_meta"));
    }

    private static PromptDefinition.Argument argument(JsonNode node) {
        FieldReader fields = new FieldReader(node, "prompt's argument");
        return new PromptDefinition.Argument(fields.text("name"), fields.maybeText("title"),
                fields.text("description", ""), fields.bool("required", false));
    }

    public static PromptProvider.Filled filled(ObjectNode node) {
        FieldReader fields = new FieldReader(node, "prompt");
        return new PromptProvider.Filled(fields.maybeText("description"),
                fields.list("messages").stream().map(PromptReader::message).toList());
    }

    private static PromptProvider.Message message(JsonNode node) {
        FieldReader fields = new FieldReader(node, "prompt's message");
        return new PromptProvider.Message(fields.text("role").equals("assistant") ? Role.ASSISTANT : Role.USER,
                ContentReader.piece(fields.object("content")));
    }

    public static CompletionProvider.Proposals proposals(ObjectNode node) {
        FieldReader fields = new FieldReader(new FieldReader(node, "completion").object("completion"), "completion");
        List<String> values = fields.texts("values");
        Long total = fields.maybeWhole("total");
        return new CompletionProvider.Proposals(values.subList(0, Math.min(PROPOSALS_MAX, values.size())),
                total == null ? null : Math.clamp(total, 0, Integer.MAX_VALUE), fields.bool("hasMore", false));
    }
}
