package dev.mimo.mcp.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a client is told of a prompt, which its user picks by hand.
///
/// @param icons empty when there are none
/// @param meta further `_meta` of the definition; absent when there is none
public record PromptDefinition(String name, String title, String description, List<Argument> arguments,
        List<Icon> icons, @Nullable ObjectNode meta) {
    public PromptDefinition {
        arguments = List.copyOf(arguments);
        icons = List.copyOf(icons);
    }

    /// A prompt in words alone.
    public PromptDefinition(String name, String title, String description, List<Argument> arguments) {
        this(name, title, description, arguments, List.of(), null);
    }

    public record Argument(String name, @Nullable String title, String description, boolean required) {}
}
