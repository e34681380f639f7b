package dev.mimo.mcp.client;

import dev.mimo.mcp.client.transport.Pending;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds the call that a report of progress belongs to. Safe for many threads.
final class Reports {
    private final Map<Long, Pending> expected = new ConcurrentHashMap<>();

    void expect(long token, Pending pending) {
        expected.put(token, pending);
    }

    void forget(long token) {
        expected.remove(token);
    }

    /// @param params of `notifications/progress`
    void arrived(ObjectNode params) {
        JsonNode token = params.path("progressToken");
        Pending pending = token.isIntegralNumber() && token.canConvertToLong() ? expected.get(token.longValue()) : null;
        if (pending != null) {
            pending.reported(params);
        }
    }
}
