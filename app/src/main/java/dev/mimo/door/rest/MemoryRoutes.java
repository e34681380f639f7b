package dev.mimo.door.rest;

import dev.mimo.door.http.HttpExchange;
import dev.mimo.door.http.HttpLimits;
import dev.mimo.door.http.Route;
import dev.mimo.door.http.RouteHandler;
import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The routes of memories. What a route has in its path or query joins the body's fields in one request.
public final class MemoryRoutes {
    private static final Parameters NONE = Parameters.none();
    private static final Parameters NAMESPACE = Parameters.texts("namespace");
    private static final Parameters ONE = Parameters.texts("namespace", "known_at");
    private static final Parameters LIST = Parameters
            .texts("namespace", "category", "tag", "session", "after", "before", "cursor").andIntegers("limit");
    private static final Parameters NAMES = Parameters.texts("of", "namespace", "prefix", "after")
            .andIntegers("limit");

    private final MemoryCalls calls;

    private MemoryRoutes(MemoryCalls calls) {
        this.calls = calls;
    }

    public static List<Route> of(MemoryCalls calls, HttpLimits limits) {
        MemoryRoutes routes = new MemoryRoutes(calls);
        Route.Entry batch = Route.Entry.withBody(limits.batchBytesMax());
        return List.of(
                Route.of("POST", "/v1/memories", routes::remember),
                Route.of("POST", "/v1/memories/batch", body(calls::rememberAll)).on(batch),
                Route.of("POST", "/v1/memories/delete", body(calls::deleteWhere)),
                Route.of("GET", "/v1/memories", query(LIST, calls::list)),
                Route.of("GET", "/v1/memories/{id}", query(ONE, calls::get)),
                Route.of("GET", "/v1/memories/{id}/versions", query(NAMESPACE, calls::versions)),
                Route.of("PATCH", "/v1/memories/{id}", routes::update),
                Route.of("DELETE", "/v1/memories/{id}", query(NAMESPACE, calls::delete)),
                Route.of("GET", "/v1/names", query(NAMES, calls::names)),
                Route.of("POST", "/v1/recall", body(calls::recall)),
                Route.of("POST", "/v1/undo/{handle}", routes::undo));
    }

    private void remember(HttpExchange exchange) throws IOException {
        NONE.read(exchange);
        ObjectNode answer = calls.remember(exchange.jsonBody());
        JsonNode receipt = answer.path("receipt");
        if (receipt.path("status").stringValue("").equals("stored")) {
            exchange.set("Location", location(receipt)).answer(201, answer);
        } else {
            exchange.answer(200, answer);
        }
    }

    private void update(HttpExchange exchange) throws IOException {
        ObjectNode request = NAMESPACE.read(exchange).put("id", exchange.pathValue("id"));
        join(request, exchange.jsonBody());
        exchange.answer(200, calls.update(request));
    }

    /// The body may be left out: everything is in the path.
    private void undo(HttpExchange exchange) throws IOException {
        ObjectNode request = NAMESPACE.read(exchange).put("handle", exchange.pathValue("handle"));
        if (exchange.hasBody()) {
            join(request, exchange.jsonBody());
        }
        exchange.answer(200, calls.undo(request));
    }

    private static RouteHandler body(UnaryOperator<ObjectNode> call) {
        return exchange -> {
            NONE.read(exchange);
            exchange.answer(200, call.apply(exchange.jsonBody()));
        };
    }

    /// A call that is all in the path and the query; the values in the path join under their names.
    private static RouteHandler query(Parameters parameters, UnaryOperator<ObjectNode> call) {
        return exchange -> exchange.answer(200, call.apply(parameters.readAll(exchange)));
    }

    private static void join(ObjectNode request, ObjectNode body) {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String name = field.getKey();
            if (request.has(name) || name.equals("namespace")) {
                throw Refusal.invalid(name, "does not go into this body", "Give it in the path or the query only.");
            }
            request.set(name, field.getValue());
        }
    }

    private static String location(JsonNode receipt) {
        return "/v1/memories/" + encode(receipt.path("id").stringValue(""))
                + "?namespace=" + encode(receipt.path("namespace").stringValue("default"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
