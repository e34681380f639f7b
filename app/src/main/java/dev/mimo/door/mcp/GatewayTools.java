package dev.mimo.door.mcp;

import dev.mimo.gateway.RegisteredTool;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.json.Json;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolProvider;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.refusal.RefusedException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The gateway's registry as the engine wants it, opened by the first request that needs a tool.
final class GatewayTools implements ToolProvider {
    private static final ObjectNode ANYTHING = Json.object().put("type", "object");

    private final Supplier<ToolRegistry> opener;
    private final Function<ToolRegistry, List<ToolDefinition>> listed;
    private volatile Runnable changed = () -> {};
    private @Nullable ToolRegistry registry;

    /// @param listed what clients see of a registry
    GatewayTools(Supplier<ToolRegistry> opener, Function<ToolRegistry, List<ToolDefinition>> listed) {
        this.opener = opener;
        this.listed = listed;
    }

    /// Tells this one, in place of any before, whenever other tools are listed than before.
    void announce(Runnable told) {
        changed = told;
    }

    @Override
    public List<ToolDefinition> list() {
        return listed.apply(registry());
    }

    @Override
    public @Nullable Tool find(String name) {
        RegisteredTool tool = registry().find(name);
        return tool == null
                ? null
                : new Tool(tool.source().checksArguments() ? tool.definition().taking(ANYTHING) : tool.definition(),
                        (arguments, context) -> call(tool, arguments, context));
    }

    private synchronized ToolRegistry registry() {
        if (registry == null) {
            registry = opener.get();
            registry.listen(() -> changed.run());
        }
        return registry;
    }

    private static ToolResult call(RegisteredTool tool, ObjectNode arguments, CallContext context)
            throws InterruptedException {
        try {
            return tool.call(arguments, context);
        } catch (RefusedException e) {
            // what only its user can change, a model can still tell its user
            return ToolResult.failed(RpcError.shortened(e.refusal().detail()), e.refusal().remedy());
        }
    }
}
