package dev.mimo.gateway;

import dev.mimo.file.Sha256;
import dev.mimo.json.Json;
import dev.mimo.mcp.model.ToolDefinition;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The tools that a source had when it last ran, so that they can be offered before it runs again.
///
/// @param source its name
/// @param tools by their own names, in its order
public record Manifest(String source, List<ToolDefinition> tools) {
    public Manifest {
        ToolNames.checkSource(source);
        tools = List.copyOf(tools);
    }

    /// Tells this manifest from every other: `sha256:` and the digest of all that it says.
    public String digest() {
        return digest(ManifestCodec.tree(this));
    }

    static String digest(ObjectNode tree) {
        return "sha256:" + HexFormat.of().formatHex(Sha256.of(Json.bytes(tree)));
    }
}
