package dev.mimo.mcp.server;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolProvider;
import dev.mimo.mcp.model.ToolResult;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One tool that tells of progress and waits at a gate, both as often as its argument `steps` says, and ends with as
/// many characters as `size` says; its argument `region` is mirrored in a header.
public final class GateTools implements ToolProvider {
    public final Semaphore gate = new Semaphore(0);
    public final Semaphore arrived = new Semaphore(0);
    public final Semaphore interrupted = new Semaphore(0);

    @Override
    public List<ToolDefinition> list() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("region").put("type", "string").put("x-mcp-header", "Region");
        properties.putObject("depth").put("type", "integer").put("x-mcp-header", "Depth");
        properties.putObject("dry").put("type", "boolean").put("x-mcp-header", "Dry");
        ObjectNode inner = properties.putObject("inner").put("type", "object").putObject("properties");
        inner.putObject("zone").put("type", "string").put("x-mcp-header", "Zone");
        return List.of(new ToolDefinition("gate", "The gate", "Waits.", schema, null,
                new ToolAnnotations(true, false, true, false)));
    }

    @Override
    public @Nullable Tool find(String name) {
        return name.equals("gate") ? new Tool(list().getFirst(), this::call) : null;
    }

    private ToolResult call(ObjectNode arguments, CallContext context) throws InterruptedException {
        int steps = arguments.path("steps").asInt(0);
        try {
            for (int step = 1; step <= steps; step++) {
                context.progress(step, null, null);
                arrived.release();
                if (!gate.tryAcquire(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody opened the gate");
                }
            }
        } catch (InterruptedException cancelled) {
            interrupted.release();
            throw cancelled;
        }
        return ToolResult.of(JsonNodeFactory.instance.objectNode(), "x".repeat(arguments.path("size").asInt(1)));
    }
}
