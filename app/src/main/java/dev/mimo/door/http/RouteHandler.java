package dev.mimo.door.http;

import java.io.IOException;

/// Answers the requests of a route.
@FunctionalInterface
public interface RouteHandler {
    /// Answers, exactly once, before it returns; runs on a virtual thread of its own, so it may block.
    ///
    /// @throws dev.mimo.refusal.RefusedException to answer with a problem
    /// @throws IOException when the caller is gone
    void handle(HttpExchange exchange) throws IOException;
}
