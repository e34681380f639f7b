package dev.mimo.tools;

import dev.mimo.gateway.ToolSource;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolProvider.Tool;
import dev.mimo.mcp.model.ToolResult;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Mimo's own tools, as one source.
///
/// @param listed in order
/// @param hidden callable all the same
public record OwnTools(List<Tool> listed, List<Tool> hidden) implements ToolSource {
    public OwnTools {
        listed = List.copyOf(listed);
        hidden = List.copyOf(hidden);
    }

    /// These, then others.
    public OwnTools with(OwnTools others) {
        return new OwnTools(Stream.concat(listed.stream(), others.listed.stream()).toList(),
                Stream.concat(hidden.stream(), others.hidden.stream()).toList());
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public List<ToolDefinition> tools() {
        return listed.stream().map(Tool::definition).toList();
    }

    @Override
    public List<ToolDefinition> unlisted() {
        return hidden.stream().map(Tool::definition).toList();
    }

    @Override
    public boolean checksArguments() {
        return true;
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments, CallContext context) throws InterruptedException {
        return Stream.concat(listed.stream(), hidden.stream())
                .filter(each -> each.definition().name().equals(tool)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of these tools: " + tool))
                .call().call(arguments, context);
    }
}
