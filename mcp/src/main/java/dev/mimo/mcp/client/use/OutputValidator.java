package dev.mimo.mcp.client.use;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// Checks a value against a JSON Schema. Safe for many threads; never reaches over the network.
@FunctionalInterface
public interface OutputValidator {
    /// Finds nothing wrong with anything.
    OutputValidator NONE = (_, _) -> List.of();

    /// @return what is wrong, each a short phrase with its place; empty when nothing is
    List<String> problems(JsonNode schema, JsonNode value);
}
