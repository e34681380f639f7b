package dev.mimo.mcp.tool;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a client is told of a tool. The trees are shared: nobody changes them.
///
/// @param name 1 to 128 of the characters `A-Z a-z 0-9 _ - .`, unique in its source
/// @param title for people
/// @param description for models: what it does and when to use it
/// @param inputSchema JSON Schema 2020-12 of the arguments, an object
/// @param outputSchema JSON Schema 2020-12 of the structured content; absent when there is none
public record ToolDefinition(String name, String title, String description, ObjectNode inputSchema,
        @Nullable ObjectNode outputSchema, ToolAnnotations annotations) {
    public ToolDefinition {
        if (!isValidName(name)) {
            throw new IllegalArgumentException("not a tool's name: " + name);
        }
    }

    public static boolean isValidName(String name) {
        return !name.isEmpty() && name.length() <= 128 && name.chars().allMatch(ToolDefinition::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || c == '_' || c == '-' || c == '.';
    }

    /// The same tool under another name.
    public ToolDefinition named(String other) {
        return new ToolDefinition(other, title, description, inputSchema, outputSchema, annotations);
    }
}
