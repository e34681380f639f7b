package dev.mimo.mcp.client.read;

import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tools and their results, as servers write them. Schemas are kept as they came.
public final class ToolReader {
    private ToolReader() {}

    /// @throws McpClientException when it lacks a name that can be called or a schema of its arguments
    public static ToolDefinition tool(JsonNode node) {
        FieldReader fields = new FieldReader(node, "tool");
        String name = fields.text("name");
        if (!ToolDefinition.isValidName(name)) {
            throw McpClientException.broken("Its name is not one that the protocol allows.");
        }
        FieldReader hints = new FieldReader(node.path("annotations"), "annotations");
        String title = fields.text("title", hints.text("title", name));
        ObjectNode outputSchema = node.path("outputSchema") instanceof ObjectNode schema ? schema : null;
        return new ToolDefinition(name, title, fields.text("description", ""), fields.object("inputSchema"),
                outputSchema, hints(hints), tasks(new FieldReader(node.path("execution"), "execution")), Set.of(),
                IconReader.icons(fields), fields.maybeObject("_meta"));
    }

    private static TaskSupport tasks(FieldReader execution) {
        return switch (execution.text("taskSupport", "")) {
            case "optional" -> TaskSupport.OPTIONAL;
            case "required" -> TaskSupport.REQUIRED;
            default -> TaskSupport.NEVER;
        };
    }

    /// The defaults are those of the protocol: the least trusting ones.
    private static ToolAnnotations hints(FieldReader hints) {
        return new ToolAnnotations(hints.bool("readOnlyHint", false), hints.bool("destructiveHint", true),
                hints.bool("idempotentHint", false), hints.bool("openWorldHint", true));
    }

    /// @throws McpClientException when it is no result of a tool
    public static ToolResult result(ObjectNode node) {
        FieldReader fields = new FieldReader(node, "tool result");
        return new ToolResult(ContentReader.pieces(fields.listOrEmpty("content")), node.get("structuredContent"),
                fields.bool("isError", false));
    }
}
