package dev.mimo.tools;

import dev.mimo.json.StrictJson;
import dev.mimo.mcp.tool.ToolAnnotations;
import dev.mimo.mcp.tool.ToolDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the definitions of Mimo's tools from the program's resources.
final class ToolFiles {
    private static final int DEPTH_MAX = 32;

    private ToolFiles() {}

    static ToolDefinition read(String name) {
        String path = "/tools/" + name + ".json";
        try (InputStream in = ToolFiles.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + path);
            }
            if (StrictJson.read(in.readAllBytes(), DEPTH_MAX) instanceof StrictJson.Tree(JsonNode root, var fault)
                    && fault == null) {
                return definition(root);
            }
            throw new IllegalStateException("the program's resource " + path + " is damaged");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ToolDefinition definition(JsonNode root) {
        JsonNode hints = root.required("annotations");
        return new ToolDefinition(root.required("name").stringValue(), root.required("title").stringValue(),
                root.required("description").stringValue(), (ObjectNode) root.required("inputSchema"),
                (@Nullable ObjectNode) root.get("outputSchema"),
                new ToolAnnotations(hints.required("readOnlyHint").booleanValue(),
                        hints.required("destructiveHint").booleanValue(),
                        hints.required("idempotentHint").booleanValue(),
                        hints.required("openWorldHint").booleanValue()));
    }
}
