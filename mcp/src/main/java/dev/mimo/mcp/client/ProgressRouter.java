package dev.mimo.mcp.client;

import dev.mimo.mcp.client.transport.PendingRequest;
import dev.mimo.mcp.codec.FieldReader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/// Finds the call that a report of progress belongs to. Safe for many threads.
final class ProgressRouter {
    private final Map<Long, PendingRequest> expected = new ConcurrentHashMap<>();

    void expect(long token, PendingRequest pending) {
        expected.put(token, pending);
    }

    void forget(long token) {
        expected.remove(token);
    }

    /// @param params of `notifications/progress`
    void arrived(ObjectNode params) {
        Long token = new FieldReader(params, "progress").maybeWhole("progressToken");
        PendingRequest pending = token == null ? null : expected.get(token);
        if (pending != null) {
            pending.reported(params);
        }
    }
}
