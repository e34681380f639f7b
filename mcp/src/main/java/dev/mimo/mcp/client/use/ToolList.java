package dev.mimo.mcp.client.use;

import dev.mimo.mcp.model.ToolDefinition;
import java.util.List;

/// The tools of a server, in its order.
///
/// @param leftOut those that cannot be used, and why
public record ToolList(List<ToolDefinition> tools, List<LeftOut> leftOut) {
    public ToolList {
        tools = List.copyOf(tools);
        leftOut = List.copyOf(leftOut);
    }

    /// @param name as the server wrote it; empty when it has none
    public record LeftOut(String name, String why) {}
}
