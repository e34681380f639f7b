package dev.mimo.mcp.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The tools that a server offers. Both calls answer from memory, at once, and may come from many threads.
public interface ToolProvider {
    /// All that are listed, in an order that only changes when they do.
    List<ToolDefinition> list();

    /// The tool that is callable under this name, listed or not; absent when there is none.
    @Nullable
    Tool find(String name);

    /// One tool.
    ///
    /// @param definition what arguments and results are checked against
    record Tool(ToolDefinition definition, Call call) {}

    /// Runs one tool, for as long as it takes, on the caller's thread.
    @FunctionalInterface
    interface Call {
        /// @param arguments valid by the tool's input schema
        /// @throws dev.mimo.mcp.RpcException when the request itself is at fault, not the tool
        /// @throws InterruptedException when the call was cancelled
        ToolResult call(ObjectNode arguments, CallContext context) throws InterruptedException;
    }
}
