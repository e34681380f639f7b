package dev.mimo.door.rest;

import dev.mimo.door.http.Route;
import dev.mimo.door.http.RouteHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The description of every route: as OpenAPI for programs, as a page for people. The page fetches nothing from
/// elsewhere, and its policy lets nothing run that is not served here.
public final class DocumentationRoutes {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "connect-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private DocumentationRoutes() {}

    public static List<Route> all() {
        return List.of(
                open("/openapi.json", resource("openapi.json", "application/json")),
                open("/docs", resource("docs.html", "text/html; charset=utf-8")),
                open("/docs/docs.css", resource("docs.css", "text/css; charset=utf-8")),
                open("/docs/docs.js", resource("docs.js", "text/javascript; charset=utf-8")));
    }

    private static Route open(String path, RouteHandler handler) {
        return Route.of("GET", path, handler).on(Route.Entry.OPEN);
    }

    /// Read when asked for, which is seldom: held, it would take memory for the life of the server.
    private static RouteHandler resource(String name, String mediaType) {
        return exchange -> exchange.set("Content-Security-Policy", POLICY).set("Cache-Control", "no-cache")
                .answer(200, mediaType, read(name));
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
