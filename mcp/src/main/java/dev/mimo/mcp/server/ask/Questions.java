package dev.mimo.mcp.server.ask;

import dev.mimo.mcp.model.Answered;
import dev.mimo.mcp.model.Ask;
import java.util.Map;

/// The way in which one call asks its client.
@FunctionalInterface
public interface Questions {
    /// As `CallContext.ask`.
    Map<String, Answered> ask(Map<String, Ask> asks) throws InterruptedException;
}
