package dev.mimo.gateway;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import tools.jackson.databind.node.ObjectNode;

/// A tool under the name that callers use for it.
///
/// @param definition under the name that is unique in the registry
/// @param ownName its name at its source
public record RegisteredTool(ToolDefinition definition, String ownName, ToolSource source) {

    /// Runs it.
    ///
    /// @throws dev.mimo.refusal.RefusedException for a reason that the caller can act on
    /// @throws InterruptedException when the call was cancelled
    public ToolResult call(ObjectNode arguments, CallContext context) throws InterruptedException {
        return source.call(ownName, arguments, context);
    }
}
