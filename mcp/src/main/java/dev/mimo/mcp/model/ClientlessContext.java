package dev.mimo.mcp.model;

import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The context of a call that comes from no client.
final class ClientlessContext implements CallContext {
    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void progress(double done, @Nullable Double total, @Nullable String message) {}

    @Override
    public void log(LogLevel level, String logger, JsonNode data) {}

    @Override
    public boolean canAsk(InputKind kind) {
        return false;
    }

    @Override
    public Map<String, InputResponse> ask(Map<String, InputRequest> asks) {
        throw new RpcException(RpcError.of(RpcError.INVALID_REQUEST, "There is no client that could be asked."));
    }

    @Override
    public boolean becomeTask() {
        return false;
    }

    @Override
    public String caller() {
        return "";
    }
}
