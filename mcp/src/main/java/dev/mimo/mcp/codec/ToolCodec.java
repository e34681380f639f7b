package dev.mimo.mcp.codec;

import dev.mimo.json.Json;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tools and their results. Schemas stay as they came.
public final class ToolCodec {
    private ToolCodec() {}

    /// The tool in the words of that revision.
    public static ObjectNode write(ToolDefinition tool, Revision revision) {
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
            node.set("annotations", write(tool.title(), tool.annotations()));
        }
        ImplementationCodec.putIcons(node, tool.icons(), revision);
        if (revision.hasRequestedTasks()) {
            putTasks(node, tool.tasks());
        }
        ContentCodec.putMeta(node, tool.meta(), revision);
        return node;
    }

    /// All that the protocol can say of the tool, in whatever revision, for who keeps it: `read` gives it back, but for
    /// what the tool needs of its client, which no revision says.
    public static ObjectNode write(ToolDefinition tool) {
        ObjectNode node = write(tool, Revision.NEWEST);
        putTasks(node, tool.tasks());
        return node;
    }

    /// @throws MalformedMessageException when it lacks a name that can be called or a schema of its arguments
    public static ToolDefinition read(JsonNode node) {
        FieldReader fields = new FieldReader(node, "tool");
        String name = fields.text("name");
        if (!ToolDefinition.isValidName(name)) {
            throw new MalformedMessageException("Its name is not one that the protocol allows.");
        }
        FieldReader hints = new FieldReader(node.path("annotations"), "annotations");
        String title = fields.text("title", hints.text("title", name));
        JsonNode output = node.path("outputSchema");
        return new ToolDefinition(name, title, fields.text("description", ""), fields.object("inputSchema"),
                output.isObject() || output.isBoolean() ? output : null, hints(hints),
                tasks(new FieldReader(node.path("execution"), "execution")), Set.of(),
                ImplementationCodec.icons(fields), fields.maybeObject(MetaKeys.META));
    }

    /// The result in the words of that revision.
    public static ObjectNode write(ToolResult result, Revision revision) {
        ObjectNode node = Json.object();
        ArrayNode content = node.putArray("content");
        result.content().forEach(piece -> content.add(ContentCodec.write(piece, revision)));
        JsonNode structured = result.structured();
        boolean known = revision.isStateless()
                || (revision.isAtLeast(Revision.V2025_06_18) && structured != null && structured.isObject());
        if (structured != null && known) {
            node.set("structuredContent", structured);
        }
        return node.put("isError", result.error());
    }

    /// @throws MalformedMessageException when it is no result of a tool
    public static ToolResult readResult(ObjectNode node) {
        FieldReader fields = new FieldReader(node, "tool result");
        return new ToolResult(ContentCodec.pieces(fields.listOrEmpty("content")),
                node.hasNonNull("structuredContent") ? node.get("structuredContent") : null,
                fields.bool("isError", false));
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

    private static ObjectNode write(String title, ToolAnnotations annotations) {
        return Json.object().put("title", title)
                .put("readOnlyHint", annotations.readOnly())
                .put("destructiveHint", annotations.destructive())
                .put("idempotentHint", annotations.idempotent())
                .put("openWorldHint", annotations.openWorld());
    }

    /// The defaults are those of the protocol: the least trusting ones.
    private static ToolAnnotations hints(FieldReader hints) {
        return new ToolAnnotations(hints.bool("readOnlyHint", false), hints.bool("destructiveHint", true),
                hints.bool("idempotentHint", false), hints.bool("openWorldHint", true));
    }

    private static void putTasks(ObjectNode node, TaskSupport tasks) {
        if (tasks != TaskSupport.NEVER) {
            node.putObject("execution").put("taskSupport", tasks.name().toLowerCase(Locale.ROOT));
        }
    }

    private static TaskSupport tasks(FieldReader execution) {
        return switch (execution.text("taskSupport", "")) {
            case "optional" -> TaskSupport.OPTIONAL;
            case "required" -> TaskSupport.REQUIRED;
            default -> TaskSupport.NEVER;
        };
    }
}
