package dev.mimo.tools;

import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import tools.jackson.databind.node.ObjectNode;

/// One of Mimo's tools: its definition is made of the operations behind it.
interface MemoryTool {
    ToolDefinition definition();

    /// @param arguments as the model sent them
    ToolResult call(ObjectNode arguments) throws InterruptedException;
}
