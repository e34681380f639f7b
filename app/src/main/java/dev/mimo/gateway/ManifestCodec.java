package dev.mimo.gateway;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Manifests to and from the text of their files: what they say, and its digest.
final class ManifestCodec {
    private static final String DIGEST = "digest";

    private ManifestCodec() {}

    static byte[] encode(Manifest manifest) {
        ObjectNode tree = tree(manifest);
        return Json.bytes(Json.object().put(DIGEST, Manifest.digest(tree)).setAll(tree));
    }

    /// The manifest; absent when the text is damaged, or was changed by another hand.
    static @Nullable Manifest decode(byte[] text, int bytesMax) {
        try {
            ObjectNode tree = Json.parseObject(text, JsonLimits.defaults().withBytesMax(bytesMax));
            JsonNode digest = tree.remove(DIGEST);
            return digest != null && digest.asString("").equals(Manifest.digest(tree)) ? manifest(tree) : null;
        } catch (MalformedJsonException | JsonNodeException | IllegalArgumentException _) {
            return null;
        }
    }

    static ObjectNode tree(Manifest manifest) {
        ObjectNode tree = Json.object().put("source", manifest.source());
        ArrayNode tools = tree.putArray("tools");
        manifest.tools().forEach(tool -> tools.add(tree(tool)));
        return tree;
    }

    private static ObjectNode tree(ToolDefinition tool) {
        ObjectNode tree = Json.object().put("name", tool.name()).put("title", tool.title())
                .put("description", tool.description());
        tree.set("inputSchema", tool.inputSchema());
        if (tool.outputSchema() != null) {
            tree.set("outputSchema", tool.outputSchema());
        }
        ToolAnnotations hints = tool.annotations();
        tree.putObject("annotations").put("readOnlyHint", hints.readOnly()).put("destructiveHint", hints.destructive())
                .put("idempotentHint", hints.idempotent()).put("openWorldHint", hints.openWorld());
        return tree;
    }

    private static Manifest manifest(ObjectNode tree) {
        List<ToolDefinition> tools = new ArrayList<>();
        tree.required("tools").forEach(tool -> tools.add(tool(tool)));
        return new Manifest(tree.required("source").stringValue(), tools);
    }

    private static ToolDefinition tool(JsonNode tree) {
        JsonNode hints = tree.required("annotations");
        return new ToolDefinition(tree.required("name").stringValue(), tree.required("title").stringValue(),
                tree.required("description").stringValue(), schema(tree.required("inputSchema")),
                tree.has("outputSchema") ? schema(tree.required("outputSchema")) : null,
                new ToolAnnotations(hints.required("readOnlyHint").booleanValue(),
                        hints.required("destructiveHint").booleanValue(),
                        hints.required("idempotentHint").booleanValue(),
                        hints.required("openWorldHint").booleanValue()));
    }

    private static ObjectNode schema(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("a schema is an object");
    }
}
