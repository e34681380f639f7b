package dev.mimo.mcp.model;

import dev.mimo.mcp.McpLimits;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client is told of a tool, and what the engine must know to run it. The trees are shared: nobody changes them.
///
/// @param name 1 to 128 of the characters `A-Z a-z 0-9 _ - .`, unique in its source
/// @param title for people
/// @param description for models: what it does and when to use it
/// @param inputSchema JSON Schema 2020-12 of the arguments, an object
/// @param outputSchema JSON Schema 2020-12 of the structured content, of whatever kind; absent when there is none
/// @param tasks whether its calls may become tasks
/// @param needs what the client must be able to answer, or the call does not begin
/// @param icons empty when there are none
/// @param meta further `_meta` of the definition; absent when there is none
public record ToolDefinition(String name, String title, String description, ObjectNode inputSchema,
        @Nullable JsonNode outputSchema, ToolAnnotations annotations, TaskSupport tasks, Set<InputKind> needs,
        List<Icon> icons, @Nullable ObjectNode meta) {
    public ToolDefinition {
        if (!isValidName(name)) {
            throw new IllegalArgumentException("not a tool's name: " + name);
        }
        needs = Set.copyOf(needs);
        icons = List.copyOf(icons);
    }

    /// A tool that asks its client nothing it could not do without, and whose calls never become tasks.
    public ToolDefinition(String name, String title, String description, ObjectNode inputSchema,
            @Nullable JsonNode outputSchema, ToolAnnotations annotations) {
        this(name, title, description, inputSchema, outputSchema, annotations, TaskSupport.NEVER, Set.of(), List.of(),
                null);
    }

    public static boolean isValidName(String name) {
        return !name.isEmpty() && name.length() <= McpLimits.TOOL_NAME_CHARS_MAX
                && name.chars().allMatch(ToolDefinition::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || c == '_' || c == '-' || c == '.';
    }

    /// The same tool under another name.
    public ToolDefinition named(String other) {
        return new ToolDefinition(other, title, description, inputSchema, outputSchema, annotations, tasks, needs,
                icons,
                meta);
    }

    /// The same tool with other arguments.
    public ToolDefinition taking(ObjectNode schema) {
        return new ToolDefinition(name, title, description, schema, outputSchema, annotations, tasks, needs, icons,
                meta);
    }

    /// The same tool, whose calls may become tasks.
    public ToolDefinition with(TaskSupport support) {
        return new ToolDefinition(name, title, description, inputSchema, outputSchema, annotations, support, needs,
                icons, meta);
    }

    /// The same tool, for clients that can answer all these.
    public ToolDefinition needing(InputKind... kinds) {
        return new ToolDefinition(name, title, description, inputSchema, outputSchema, annotations, tasks,
                Set.of(kinds), icons, meta);
    }
}
