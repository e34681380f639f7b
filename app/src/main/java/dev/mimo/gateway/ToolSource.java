package dev.mimo.gateway;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/// Someone who offers tools: Mimo itself, or a skill. Safe for many threads.
public interface ToolSource {
    /// What stands before its tools' names; empty for Mimo's own, whose names stand alone. Never changes.
    String name();

    /// Its tools, in the order in which they are to be listed. The registry asks each time the source registers.
    List<ToolDefinition> tools();

    /// Further tools that are callable but never listed.
    default List<ToolDefinition> unlisted() {
        return List.of();
    }

    /// Whether it reads its tools' arguments strictly itself, and may take more than their schemas say; otherwise they
    /// are checked before it is called.
    default boolean checksArguments() {
        return false;
    }

    /// Ends, in whatever way, when the source can answer no more, as `Process.onExit()` of the child behind it does.
    /// Its tools are then withdrawn on the thread that ended it. Never ends for a source that is always there.
    default CompletionStage<?> gone() {
        return new CompletableFuture<>();
    }

    /// Runs one of its tools, by the tool's own name without any prefix.
    ///
    /// @throws dev.mimo.refusal.RefusedException for a reason that the caller can act on
    /// @throws InterruptedException when the call was cancelled
    ToolResult call(String tool, ObjectNode arguments, CallContext context) throws InterruptedException;
}
