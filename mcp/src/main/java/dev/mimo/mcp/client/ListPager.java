package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.McpClientException.Refused;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.codec.FieldReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads lists of the server page by page, to their end or to the client's limits.
record ListPager(RetryingSender retryingSender, ResultCache cache, ClientSettings settings) {
    /// Of all pages together; a single one is bound by the transport.
    private static final int BYTES_MAX = 64 << 20;

    /// @param member the result's list
    /// @throws McpClientException when a page cannot be had, or there are more than the limits allow
    List<JsonNode> all(String method, String member, CallOptions options) throws InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        long bytes = 0;
        boolean restarted = false;
        String cursor = null;
        boolean more = true;
        while (more) {
            ObjectNode page;
            try {
                page = retryingSender.cached(method, params(cursor), options);
            } catch (McpClientException e) {
                if (cursor == null || restarted || !isBadCursor(e)) {
                    throw e;
                }
                // the list has changed in between, and pages of different ages do not fit together
                cache.drop(method);
                restarted = true;
                items.clear();
                seen.clear();
                bytes = 0;
                cursor = null;
                continue;
            }
            items.addAll(AnswerReader.read(new FieldReader(page, "answer to " + method)::list, member));
            cursor = next(page, method, seen);
            bytes += Json.bytes(page).length;
            requireBounds(method, items.size(), seen.size(), bytes);
            more = cursor != null;
        }
        return items;
    }

    private static boolean isBadCursor(McpClientException e) {
        return e.reason() instanceof Refused(RpcError error, var _) && error.code() == RpcError.INVALID_PARAMS;
    }

    private static @Nullable String next(ObjectNode page, String method, Set<String> seen) {
        String cursor = new FieldReader(page, "page").maybeText("nextCursor");
        if (cursor != null && !seen.add(cursor)) {
            throw McpClientException.broken("The server's pages of " + method + " run in a circle.");
        }
        return cursor;
    }

    private void requireBounds(String method, int items, int pages, long bytes) {
        if (items > settings.itemsMax() || pages > settings.pagesMax() || bytes > BYTES_MAX) {
            throw McpClientException.broken("The server's list of " + method + " is longer than "
                    + settings.itemsMax() + " entries, " + settings.pagesMax() + " pages or " + BYTES_MAX + " bytes.");
        }
    }

    private static ObjectNode params(@Nullable String cursor) {
        return cursor == null ? RequestParams.EMPTY : Json.object().put("cursor", cursor);
    }
}
