package dev.mimo.mcp.server;

import dev.mimo.mcp.model.CompletionProvider;
import dev.mimo.mcp.model.PromptProvider;
import dev.mimo.mcp.model.ResourceProvider;
import dev.mimo.mcp.model.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What a server offers. What is absent is neither declared nor answered.
public record ServerFeatures(@Nullable ToolProvider tools, @Nullable ResourceProvider resources,
        @Nullable PromptProvider prompts,
        @Nullable CompletionProvider completions) {
    /// Tools and nothing else.
    public static ServerFeatures of(ToolProvider tools) {
        return new ServerFeatures(tools, null, null, null);
    }
}
