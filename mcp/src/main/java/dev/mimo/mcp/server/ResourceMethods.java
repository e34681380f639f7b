package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.codec.CacheHint;
import dev.mimo.mcp.codec.ContentCodec;
import dev.mimo.mcp.codec.CursorPages;
import dev.mimo.mcp.codec.ResourceCodec;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.ResourceProvider;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `resources/list`, `resources/templates/list`, `resources/read`, and the stateful era's `resources/subscribe` and
/// `resources/unsubscribe`.
record ResourceMethods(ResourceProvider resources, CallRunner calls, McpServerSettings settings) {
    ObjectNode list(RequestExchange exchange, NegotiatedTerms terms) throws InterruptedException {
        String cursor = CursorPages.cursor(exchange.request().params());
        // before it is read: what changes afterwards makes it an old one
        resources.watch();
        ResourceProvider.Page page =
                resources.list(cursor, settings.pageSize(), new RequestCallContext(exchange, terms, _ -> {
                    throw RpcException.invalidRequest("A list cannot ask its client anything.");
                }, null));
        ObjectNode result = Json.object();
        ArrayNode listed = result.putArray("resources");
        page.resources().forEach(resource -> listed.add(ResourceCodec.write(resource, terms.revision())));
        if (page.next() != null) {
            result.put("nextCursor", page.next());
        }
        // which there are depends on who asks, and on what happened a moment ago
        return CacheHint.PRIVATE.hint(result, terms.revision(), Duration.ZERO);
    }

    ObjectNode templates(ObjectNode params, NegotiatedTerms terms) {
        ObjectNode page = CursorPages.of("resourceTemplates", resources.templates(), params, settings.pageSize(),
                template -> ResourceCodec.write(template, terms.revision()));
        return CacheHint.PUBLIC.hint(page, terms.revision(), settings.listFresh());
    }

    ObjectNode read(RequestExchange exchange, NegotiatedTerms terms) throws InterruptedException {
        String uri = uri(exchange.request().params());
        ObjectNode result = calls.run(exchange, terms, context -> {
            List<ResourceBody> bodies = resources.read(uri, context);
            if (bodies.isEmpty()) {
                throw notFound(uri, terms);
            }
            ObjectNode read = Json.object();
            ArrayNode contents = read.putArray("contents");
            bodies.forEach(body -> contents.add(ContentCodec.write(body, terms.revision())));
            return read;
        });
        return CacheHint.PRIVATE.hint(result, terms.revision(), resources.fresh());
    }

    ObjectNode subscribe(RequestExchange exchange) throws InterruptedException {
        exchange.session().subscribe(uri(exchange.request().params()));
        resources.watch();
        return Json.object();
    }

    ObjectNode unsubscribe(RequestExchange exchange) {
        exchange.session().unsubscribe(uri(exchange.request().params()));
        return Json.object();
    }

    private static String uri(ObjectNode params) {
        if (!params.path("uri").isString()) {
            throw RpcException.invalidParams("'uri' must be a string.");
        }
        return params.path("uri").stringValue();
    }

    private static RpcException notFound(String uri, NegotiatedTerms terms) {
        int code = terms.isStateless() ? RpcError.INVALID_PARAMS : RpcError.RESOURCE_NOT_FOUND;
        return new RpcException(new RpcError(code, "Resource not found: " + uri,
                Json.object().put("uri", RpcError.shortened(uri))));
    }
}
