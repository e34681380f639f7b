package dev.mimo.mcp.server.shape;

import dev.mimo.json.Json;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tools and their results.
public final class ToolShape {
    private ToolShape() {}

    public static ObjectNode node(ToolDefinition tool, Revision revision) {
        ObjectNode node = Json.object().put("name", tool.name());
        boolean structured = revision.isAtLeast(Revision.V2025_06_18);
        if (structured) {
            node.put("title", tool.title());
        }
        node.put("description", tool.description());
        node.set("inputSchema", inputSchema(tool.inputSchema(), revision));
        if (structured && isKnown(tool.outputSchema(), revision)) {
            node.set("outputSchema", tool.outputSchema());
        }
        if (revision.isAtLeast(Revision.V2025_03_26)) {
            node.set("annotations", node(tool.title(), tool.annotations()));
        }
        ContentShape.putIcons(node, tool.icons(), revision);
        if (revision.hasRequestedTasks() && tool.tasks() != TaskSupport.NEVER) {
            node.putObject("execution").put("taskSupport", tool.tasks().name().toLowerCase(Locale.ROOT));
        }
        ContentShape.putMeta(node, tool.meta(), revision);
        return node;
    }

    public static ObjectNode node(ToolResult result, Revision revision) {
        ObjectNode node = Json.object();
        ArrayNode content = node.putArray("content");
        result.content().forEach(piece -> content.add(ContentShape.node(piece, revision)));
        JsonNode structured = result.structured();
        boolean known = revision.isStateless()
                || (revision.isAtLeast(Revision.V2025_06_18) && structured != null && structured.isObject());
        if (structured != null && known) {
            node.set("structuredContent", structured);
        }
        return node.put("isError", result.error());
    }

    /// The stateful revisions know objects only.
    private static boolean isKnown(@Nullable JsonNode outputSchema, Revision revision) {
        return outputSchema != null
                && (revision.isStateless() || outputSchema.path("type").asString("").equals("object"));
    }

    /// The stateful revisions want an object for each property, where JSON Schema also has true and false.
    private static ObjectNode inputSchema(ObjectNode schema, Revision revision) {
        boolean bare = schema.path("properties").valueStream().anyMatch(JsonNode::isBoolean);
        if (revision.isStateless() || !bare) {
            return schema;
        }
        ObjectNode properties = Json.object();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode value = property.getValue();
            if (!value.isBoolean()) {
                properties.set(property.getKey(), value);
            } else if (value.booleanValue()) {
                properties.putObject(property.getKey());
            } else {
                properties.putObject(property.getKey()).putObject("not");
            }
        }
        ObjectNode other = Json.object();
        schema.properties().forEach(member -> other.set(member.getKey(), member.getValue()));
        return other.set("properties", properties);
    }

    private static ObjectNode node(String title, ToolAnnotations annotations) {
        return Json.object().put("title", title)
                .put("readOnlyHint", annotations.readOnly())
                .put("destructiveHint", annotations.destructive())
                .put("idempotentHint", annotations.idempotent())
                .put("openWorldHint", annotations.openWorld());
    }
}
