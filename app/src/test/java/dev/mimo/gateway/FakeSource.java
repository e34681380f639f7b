package dev.mimo.gateway;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A source in this process, whose list can be changed and which can be ended.
class FakeSource implements ToolSource {
    final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final String name;
    private volatile List<ToolDefinition> tools;

    FakeSource(String name, String... tools) {
        this.name = name;
        this.tools = definitions(tools);
    }

    static List<ToolDefinition> definitions(String... tools) {
        return List.of(tools).stream().map(FakeSource::definition).toList();
    }

    static ToolDefinition definition(String tool) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        return new ToolDefinition(tool, tool + "!", "Does " + tool + ".", schema, null,
                new ToolAnnotations(true, false, true, false));
    }

    void end() {
        gone.completeExceptionally(new IllegalStateException("killed"));
    }

    void change(String... now) {
        tools = definitions(now);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ToolDefinition> tools() {
        return tools;
    }

    @Override
    public CompletableFuture<?> gone() {
        return gone;
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments, CallContext context) throws InterruptedException {
        return ToolResult.of(JsonNodeFactory.instance.stringNode(name + "/" + tool), "done");
    }
}
