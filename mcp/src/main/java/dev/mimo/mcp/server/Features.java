package dev.mimo.mcp.server;

import dev.mimo.mcp.model.Completions;
import dev.mimo.mcp.model.Prompts;
import dev.mimo.mcp.model.Resources;
import dev.mimo.mcp.model.Tools;
import org.jspecify.annotations.Nullable;

/// What a server offers. What is absent is neither declared nor answered.
public record Features(@Nullable Tools tools, @Nullable Resources resources, @Nullable Prompts prompts,
        @Nullable Completions completions) {
    /// Tools and nothing else.
    public static Features of(Tools tools) {
        return new Features(tools, null, null, null);
    }
}
