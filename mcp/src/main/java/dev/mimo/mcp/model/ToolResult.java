package dev.mimo.mcp.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a tool answers.
///
/// @param structured what a program reads, in the shape of the tool's output schema; absent on an error
/// @param error whether the call failed in a way that the model can act on; the content then says how
public record ToolResult(List<Content> content, @Nullable JsonNode structured, boolean error) {
    public ToolResult {
        content = List.copyOf(content);
    }

    /// An answer in words.
    public static ToolResult text(String text) {
        return new ToolResult(List.of(Content.text(text)), null, false);
    }

    /// Structured content and its short twin for models.
    public static ToolResult of(JsonNode structured, String text) {
        return new ToolResult(List.of(Content.text(text)), structured, false);
    }

    /// A failure: what is wrong, and what to do.
    public static ToolResult failed(String detail, String remedy) {
        return new ToolResult(List.of(Content.text(detail + " " + remedy)), null, true);
    }
}
