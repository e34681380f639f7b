package dev.mimo.door.rest;

import dev.mimo.call.Operation;
import dev.mimo.door.http.Route;
import dev.mimo.door.http.Route.RouteHandler;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The description of every route: as OpenAPI for programs, as a page for people. The page fetches nothing from
/// elsewhere, and its policy lets nothing run that is not served here.
public final class DocumentationRoutes {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "connect-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private DocumentationRoutes() {}

    /// @param operations that are described
    public static List<Route> all(List<Operation<?>> operations) {
        return List.of(
                open("/openapi.json", answering("application/json", () -> openapi(operations))),
                open("/docs", resource("docs.html", "text/html; charset=utf-8")),
                open("/docs/docs.css", resource("docs.css", "text/css; charset=utf-8")),
                open("/docs/docs.js", resource("docs.js", "text/javascript; charset=utf-8")));
    }

    private static Route open(String path, RouteHandler handler) {
        return Route.of("GET", path, handler).on(Route.Entry.OPEN);
    }

    /// Read when asked for, which is seldom: held, it would take memory for the life of the server.
    private static RouteHandler resource(String name, String mediaType) {
        return answering(mediaType, () -> read(name));
    }

    /// Made when asked for, as above.
    private static byte[] openapi(List<Operation<?>> operations) throws IOException {
        return Json.bytes(OpenApi.of(Json.parseObject(read("openapi.json"), JsonLimits.defaults()), operations));
    }

    private static RouteHandler answering(String mediaType, Content content) {
        return exchange -> exchange.set("Content-Security-Policy", POLICY).set("Cache-Control", "no-cache")
                .answer(200, mediaType, content.read());
    }

    @FunctionalInterface
    private interface Content {
        byte[] read() throws IOException;
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = DocumentationRoutes.class.getResourceAsStream("/door/rest/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            return in.readAllBytes();
        }
    }
}
