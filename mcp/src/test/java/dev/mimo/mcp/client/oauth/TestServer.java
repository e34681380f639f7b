package dev.mimo.mcp.client.oauth;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A server on `localhost` that answers by path, and remembers who asked what.
class TestServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Route> routes = new ConcurrentHashMap<>();
    private final List<Seen> seen = new ArrayList<>();

    interface Route {
        Reply answer(Seen request) throws Exception;
    }

    record Reply(int status, Map<String, String> headers, String body) {
        static Reply json(int status, JsonNode body) {
            return new Reply(status, Map.of("Content-Type", "application/json"), dev.mimo.json.Json.text(body));
        }

        static Reply empty(int status) {
            return new Reply(status, Map.of(), "");
        }

        static Reply found(String location) {
            return new Reply(302, Map.of("Location", location), "");
        }
    }

    record Seen(String method, URI target, Headers headers, String body) {
        String path() {
            return Objects.requireNonNullElse(target.getPath(), "");
        }

        Map<String, String> query() {
            return AuthorizationResponse.parameters(target);
        }

        Map<String, String> form() {
            return AuthorizationResponse.parameters(URI.create("http://x/?" + body));
        }

        @Nullable
        String header(String name) {
            return headers.getFirst(name);
        }
    }

    TestServer() {
        try {
            server = HttpServer.create(new InetSocketAddress("localhost", 0), 64);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /// `http://localhost:PORT`
    String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void on(String path, Route route) {
        routes.put(path, route);
    }

    void off(String path) {
        routes.remove(path);
    }

    List<Seen> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    List<Seen> seen(String path) {
        return seen().stream().filter(request -> request.path().equals(path)).toList();
    }

    List<String> paths() {
        return seen().stream().map(Seen::path).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Seen request = new Seen(exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(),
                    body);
            synchronized (seen) {
                seen.add(request);
            }
            Route route = routes.get(request.path());
            Reply reply;
            try {
                reply = route == null ? Reply.empty(404) : route.answer(request);
            } catch (Exception e) {
                reply = new Reply(500, Map.of(), e.toString());
            }
            reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
