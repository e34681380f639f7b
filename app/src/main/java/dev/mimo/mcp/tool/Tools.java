package dev.mimo.mcp.tool;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The tools that a server offers. Both calls answer from memory, at once, and may come from many threads.
public interface Tools {
    /// All that are listed, in an order that only changes when they do.
    List<ToolDefinition> list();

    /// The tool that is callable under this name, listed or not; absent when there is none.
    @Nullable
    Tool find(String name);

    /// Runs one tool, for as long as it takes, on the caller's thread.
    @FunctionalInterface
    interface Tool {
        /// @throws dev.mimo.mcp.RpcException when the request itself is at fault, not the tool
        /// @throws InterruptedException when the call was cancelled
        ToolResult call(ObjectNode arguments, CallContext context) throws InterruptedException;
    }
}
