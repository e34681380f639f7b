package dev.mimo.mcp.client.read;

import dev.mimo.mcp.model.Completions;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.Prompts;
import dev.mimo.mcp.model.Role;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Prompts and proposals for their arguments, as servers write them.
public final class PromptReader {
    private static final int PROPOSALS_MAX = 100;

    private PromptReader() {}

    public static PromptDefinition prompt(JsonNode node) {
        Fields fields = new Fields(node, "prompt");
        String name = fields.text("name");
        return new PromptDefinition(name, fields.text("title", name), fields.text("description", ""),
                fields.listOrEmpty("arguments").stream().map(PromptReader::argument).toList(), IconReader.icons(fields),
                fields.maybeObject("_meta"));
    }

    private static PromptDefinition.Argument argument(JsonNode node) {
        Fields fields = new Fields(node, "prompt's argument");
        return new PromptDefinition.Argument(fields.text("name"), fields.maybeText("title"),
                fields.text("description", ""), fields.bool("required", false));
    }

    public static Prompts.Filled filled(ObjectNode node) {
        Fields fields = new Fields(node, "prompt");
        return new Prompts.Filled(fields.maybeText("description"),
                fields.list("messages").stream().map(PromptReader::message).toList());
    }

    private static Prompts.Message message(JsonNode node) {
        Fields fields = new Fields(node, "prompt's message");
        return new Prompts.Message(fields.text("role").equals("assistant") ? Role.ASSISTANT : Role.USER,
                ContentReader.piece(fields.object("content")));
    }

    public static Completions.Proposals proposals(ObjectNode node) {
        Fields fields = new Fields(new Fields(node, "completion").object("completion"), "completion");
        List<String> values = fields.texts("values");
        Long total = fields.maybeWhole("total");
        return new Completions.Proposals(values.subList(0, Math.min(PROPOSALS_MAX, values.size())),
                total == null ? null : Math.clamp(total, 0, Integer.MAX_VALUE), fields.bool("hasMore", false));
    }
}
