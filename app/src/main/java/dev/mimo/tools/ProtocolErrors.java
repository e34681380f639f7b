package dev.mimo.tools;

import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;

/// Refusals as errors of the protocol, for requests that have no result that could say them.
final class ProtocolErrors {
    /// Of the range that the protocol leaves to servers.
    private static final int DENIED = -32001;

    private ProtocolErrors() {}

    /// Answers a request, and may refuse it.
    @FunctionalInterface
    interface Answering<T> {
        T answer() throws InterruptedException;
    }

    /// @throws RpcException in place of a refusal
    static <T> T instead(Answering<T> answering) throws InterruptedException {
        try {
            return answering.answer();
        } catch (RefusedException e) {
            throw of(e.refusal());
        }
    }

    static RpcException of(Refusal refusal) {
        int code = switch (refusal) {
            case Refusal.Invalid _,Refusal.NotFound _,Refusal.TooLarge _,Refusal.Unsupported _ ->
                RpcError.INVALID_PARAMS;
            // -32603 is a bug's alone
            case Refusal.Conflict _,Refusal.TooBusy _,Refusal.Unavailable _,Refusal.TimedOut _ ->
                RpcError.SERVER_ERROR;
            case Refusal.Unauthenticated _,Refusal.Denied _ -> DENIED;
        };
        return new RpcException(RpcError.of(code, refusal.detail() + " " + refusal.remedy()));
    }
}
