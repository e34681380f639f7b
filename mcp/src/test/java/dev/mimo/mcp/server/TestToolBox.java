package dev.mimo.mcp.server;

import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolProvider;
import dev.mimo.mcp.model.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tools that a test puts in one by one.
public final class TestToolBox implements ToolProvider {
    private final Map<String, Tool> tools = new LinkedHashMap<>();

    /// A tool that takes anything.
    public static ToolDefinition any(String name) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        return new ToolDefinition(name, "The " + name, "Tests " + name + ".", schema, null,
                new ToolAnnotations(false, false, false, false));
    }

    public static ToolResult said(String text) {
        return new ToolResult(List.of(Content.text(text)), null, false);
    }

    public TestToolBox with(ToolDefinition definition, Call call) {
        tools.put(definition.name(), new Tool(definition, call));
        return this;
    }

    @Override
    public List<ToolDefinition> list() {
        return tools.values().stream().map(Tool::definition).toList();
    }

    @Override
    public @Nullable Tool find(String name) {
        return tools.get(name);
    }
}
