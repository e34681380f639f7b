package dev.mimo.mcp.client;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.McpClientException.SessionGone;
import dev.mimo.mcp.client.use.CallOptions;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Sends requests over whatever link is up, and sends one again, once, where the server says that it did nothing: its
/// session is gone, or it speaks another revision.
record RetryingSender(ReconnectingConnection connection, RequestSender sender, ResultCache cache) {
    /// @throws McpClientException when there is no result
    ObjectNode send(String method, ObjectNode params, CallOptions options, Map<String, String> mirrored)
            throws InterruptedException {
        NegotiatedConnection link = connection.get();
        try {
            return sender.send(link, method, params, options, mirrored);
        } catch (McpClientException e) {
            if (e.reason() instanceof SessionGone) {
                link.drop();
                return sender.send(connection.get(), method, params, options, mirrored);
            }
            Revision common = link.isStateless() ? EraNegotiator.commonStateless(e) : null;
            if (common == null) {
                throw e;
            }
            link.speak(common);
            return sender.send(link, method, params, options, mirrored);
        }
    }

    /// As `send`, from the cache if it has a fresh answer; complete answers alone are kept.
    ObjectNode cached(String method, ObjectNode params, CallOptions options) throws InterruptedException {
        ObjectNode kept = cache.get(method, params);
        if (kept != null) {
            return kept;
        }
        long mark = cache.mark();
        ObjectNode result = complete(method, send(method, params, options, Map.of()));
        cache.put(method, params, result, mark);
        return result;
    }

    /// @throws McpClientException when the result is of a kind that this method cannot have
    static ObjectNode complete(String method, ObjectNode result) {
        String type = result.path("resultType").asString("complete");
        if (!type.equals("complete")) {
            throw McpClientException.broken(
                    "The server answered " + method + " with a result of the kind '" + type + "'.");
        }
        return result;
    }
}
