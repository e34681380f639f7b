package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.Resources;
import dev.mimo.mcp.server.shape.Caching;
import dev.mimo.mcp.server.shape.ContentShape;
import dev.mimo.mcp.server.shape.Pages;
import dev.mimo.mcp.server.shape.ResourceShape;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `resources/list`, `resources/templates/list`, `resources/read`, and the stateful era's `resources/subscribe` and
/// `resources/unsubscribe`.
final class ResourceMethods {
    private final Resources resources;
    private final Calls calls;
    private final McpServerSettings settings;

    ResourceMethods(Resources resources, Calls calls, McpServerSettings settings) {
        this.resources = resources;
        this.calls = calls;
        this.settings = settings;
    }

    ObjectNode list(Exchange exchange, Terms terms) throws InterruptedException {
        String cursor = Pages.cursor(exchange.request().params());
        // before it is read: what changes afterwards makes it an old one
        resources.watch();
        Resources.Page page = resources.list(cursor, settings.pageSize(), new Call(exchange, terms, _ -> {
            throw RpcException.invalidRequest("A list cannot ask its client anything.");
        }, null));
        ObjectNode result = Json.object();
        ArrayNode listed = result.putArray("resources");
        page.resources().forEach(resource -> listed.add(ResourceShape.node(resource, terms.revision())));
        if (page.next() != null) {
            result.put("nextCursor", page.next());
        }
        // which there are depends on who asks, and on what happened a moment ago
        return Caching.PRIVATE.hint(result, terms.revision(), Duration.ZERO);
    }

    ObjectNode templates(ObjectNode params, Terms terms) {
        ObjectNode page = Pages.of("resourceTemplates", resources.templates(), params, settings.pageSize(),
                template -> ResourceShape.node(template, terms.revision()));
        return Caching.PUBLIC.hint(page, terms.revision(), settings.listFresh());
    }

    ObjectNode read(Exchange exchange, Terms terms) throws InterruptedException {
        String uri = uri(exchange.request().params());
        ObjectNode result = calls.run(exchange, terms, context -> {
            List<ResourceBody> bodies = resources.read(uri, context);
            if (bodies.isEmpty()) {
                throw notFound(uri, terms);
            }
            ObjectNode read = Json.object();
            ArrayNode contents = read.putArray("contents");
            bodies.forEach(body -> contents.add(ContentShape.node(body, terms.revision())));
            return read;
        });
        return Caching.PRIVATE.hint(result, terms.revision(), resources.fresh());
    }

    ObjectNode subscribe(Exchange exchange) throws InterruptedException {
        exchange.session().subscribe(uri(exchange.request().params()));
        resources.watch();
        return Json.object();
    }

    ObjectNode unsubscribe(Exchange exchange) {
        exchange.session().unsubscribe(uri(exchange.request().params()));
        return Json.object();
    }

    private static String uri(ObjectNode params) {
        if (!params.path("uri").isString()) {
            throw RpcException.invalidParams("'uri' must be a string.");
        }
        return params.path("uri").stringValue();
    }

    private static RpcException notFound(String uri, Terms terms) {
        int code = terms.isStateless() ? RpcError.INVALID_PARAMS : RpcError.RESOURCE_NOT_FOUND;
        return new RpcException(new RpcError(code, "Resource not found: " + uri,
                Json.object().put("uri", uri)));
    }
}
