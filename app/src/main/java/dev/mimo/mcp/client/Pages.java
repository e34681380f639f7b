package dev.mimo.mcp.client;

import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.client.link.McpClientException.Refused;
import dev.mimo.mcp.client.link.McpClientException;
import dev.mimo.mcp.client.read.Fields;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads lists of the server page by page, to their end or to the client's limits.
record Pages(Requests requests, ResultCache cache, ClientSettings settings) {
    /// @param member the result's list
    /// @throws McpClientException when a page cannot be had, or there are more than the limits allow
    List<JsonNode> all(String method, String member, CallOptions options) throws InterruptedException {
        try {
            return once(method, member, options);
        } catch (McpClientException e) {
            boolean badCursor = e.reason() instanceof Refused(RpcError error, var _)
                    && error.code() == RpcError.INVALID_PARAMS;
            if (!badCursor) {
                throw e;
            }
            // pages of different ages do not fit together
            cache.drop(method);
            return once(method, member, options);
        }
    }

    private List<JsonNode> once(String method, String member, CallOptions options) throws InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String cursor = null;
        do {
            ObjectNode page = requests.cached(method, params(cursor), options);
            items.addAll(new Fields(page, "answer to " + method).list(member));
            cursor = new Fields(page, "page").maybeText("nextCursor");
            if (cursor != null && !seen.add(cursor)) {
                throw McpClientException.broken("The server's pages of " + method + " run in a circle.");
            }
            if (items.size() > settings.itemsMax() || seen.size() > settings.pagesMax()) {
                throw McpClientException.broken("The server's list of " + method + " is longer than "
                        + settings.itemsMax() + " entries or " + settings.pagesMax() + " pages.");
            }
        } while (cursor != null);
        return items;
    }

    private static ObjectNode params(@Nullable String cursor) {
        return cursor == null ? Nodes.EMPTY : Nodes.object().put("cursor", cursor);
    }
}
