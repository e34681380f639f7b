package dev.mimo.mcp.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The tools that a server offers. Both calls answer from memory, at once, and may come from many threads.
public interface ToolProvider {
    /// These tools, for as long as the server runs.
    static ToolProvider of(Tool... tools) {
        Map<String, Tool> byName = new LinkedHashMap<>();
        for (Tool tool : tools) {
            byName.put(tool.definition().name(), tool);
        }
        List<ToolDefinition> definitions = byName.values().stream().map(Tool::definition).toList();
        return new ToolProvider() {
            @Override
            public List<ToolDefinition> list() {
                return definitions;
            }

            @Override
            public @Nullable Tool find(String name) {
                return byName.get(name);
            }
        };
    }

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
