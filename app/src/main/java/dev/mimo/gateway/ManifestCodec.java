package dev.mimo.gateway;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.mcp.codec.MalformedMessageException;
import dev.mimo.mcp.codec.ToolCodec;
import dev.mimo.mcp.model.InputKind;
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
    /// What a tool needs of its client, which the protocol has no word for.
    private static final String NEEDS = "needs";

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
        } catch (MalformedJsonException | MalformedMessageException | JsonNodeException
                | IllegalArgumentException _) {
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
        ObjectNode tree = ToolCodec.write(tool);
        if (!tool.needs().isEmpty()) {
            ArrayNode needs = tree.putArray(NEEDS);
            tool.needs().stream().sorted().forEach(kind -> needs.add(kind.name()));
        }
        return tree;
    }

    private static Manifest manifest(ObjectNode tree) {
        List<ToolDefinition> tools = new ArrayList<>();
        tree.required("tools").forEach(tool -> tools.add(tool(tool)));
        return new Manifest(tree.required("source").stringValue(), tools);
    }

    private static ToolDefinition tool(JsonNode tree) {
        return ToolCodec.read(tree).needing(tree.path(NEEDS).valueStream()
                .map(kind -> InputKind.valueOf(kind.stringValue())).toArray(InputKind[]::new));
    }
}
