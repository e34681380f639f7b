package dev.mimo.tools;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the definitions of Mimo's tools from the program's resources.
final class ToolFiles {
    private ToolFiles() {}

    static ToolDefinition read(String name) {
        String path = "/tools/" + name + ".json";
        try (InputStream in = ToolFiles.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + path);
            }
            return definition(Json.parseObject(in, JsonLimits.defaults()));
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
