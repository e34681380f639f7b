package dev.mimo.door.mcp;

import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.refusal.Refusal;

/// How a refusal is said in MCP.
final class Refusals {
    private Refusals() {}

    /// Of a tool: a result that the model reads. What only its user can change, it can still tell its user.
    static ToolResult ofTool(Refusal refusal) {
        return ToolResult.failed(refusal.detail(), refusal.remedy());
    }

    /// Of anything else, which has no result that could say it.
    static RpcException ofRequest(Refusal refusal) {
        int code = switch (refusal) {
            case Refusal.Invalid _,Refusal.NotFound _,Refusal.TooLarge _,Refusal.Unsupported _ ->
                RpcError.INVALID_PARAMS;
            case Refusal.Conflict _,Refusal.TooBusy _,Refusal.Unavailable _,Refusal.TimedOut _ ->
                RpcError.INTERNAL_ERROR;
            // the protocol has no code for it
            case Refusal.Unauthenticated _,Refusal.Denied _ -> RpcError.INTERNAL_ERROR;
        };
        return new RpcException(RpcError.of(code, refusal.detail() + " " + refusal.remedy()));
    }
}
