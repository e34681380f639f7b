package dev.mimo.mcp.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client is told of a prompt, which its user picks by hand.
public record PromptDefinition(String name, String title, String description, List<Argument> arguments) {
    public PromptDefinition {
        arguments = List.copyOf(arguments);
    }

    public record Argument(String name, @Nullable String title, String description, boolean required) {}
}
