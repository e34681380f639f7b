package dev.mimo.mcp.server.input;

import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import java.util.Map;

/// The way in which one call asks its client.
@FunctionalInterface
public interface InputRequester {
    /// As `CallContext.ask`.
    Map<String, InputResponse> ask(Map<String, InputRequest> asks) throws InterruptedException;
}
