package dev.mimo.door.mcp;

import dev.mimo.gateway.RegisteredTool;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.call.CallContext;
import dev.mimo.mcp.tool.ToolDefinition;
import dev.mimo.mcp.tool.ToolResult;
import dev.mimo.mcp.tool.Tools;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The gateway's registry as the engine wants it, opened by the first request that needs a tool.
final class GatewayTools implements Tools {
    private final Supplier<ToolRegistry> opener;
    private volatile @Nullable ToolRegistry registry;

    GatewayTools(Supplier<ToolRegistry> opener) {
        this.opener = opener;
    }

    @Override
    public List<ToolDefinition> list() {
        return registry().tools();
    }

    @Override
    public @Nullable Tool find(String name) {
        RegisteredTool tool = registry().find(name);
        return tool == null
                ? null
                : new Tool(tool.definition(), (arguments, context) -> call(tool, arguments, context));
    }

    private ToolRegistry registry() {
        ToolRegistry opened = registry;
        if (opened != null) {
            return opened;
        }
        synchronized (this) {
            if (registry == null) {
                registry = opener.get();
            }
            return registry;
        }
    }

    private static ToolResult call(RegisteredTool tool, ObjectNode arguments, CallContext context)
            throws InterruptedException {
        try {
            return tool.call(arguments, context);
        } catch (RefusedException e) {
            return refused(e.refusal());
        }
    }

    /// What a model can act on is a result that it reads; what only its user can change fails the request.
    private static ToolResult refused(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Unauthenticated _,Refusal.Denied _ -> throw new RpcException(
                    RpcError.of(RpcError.DENIED, refusal.detail() + " " + refusal.remedy()));
            case Refusal.Invalid _,Refusal.NotFound _,Refusal.Conflict _,Refusal.TooLarge _ -> told(refusal);
            case Refusal.Unsupported _,Refusal.TooBusy _,Refusal.Unavailable _,Refusal.TimedOut _ -> told(refusal);
        };
    }

    private static ToolResult told(Refusal refusal) {
        return ToolResult.failed(refusal.detail(), refusal.remedy());
    }
}
