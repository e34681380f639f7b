package dev.mimo.mcp.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A real HTTP server that answers as a test says, and keeps what it was sent. Knows both eras' beginnings.
public final class FakeServer implements AutoCloseable {
    public static final String MODERN = """
            {"resultType": "complete", "supportedVersions": ["2026-07-28"], "capabilities": {"tools": {}},
             "instructions": "be kind", "ttlMs": 0, "cacheScope": "public",
             "_meta": {"io.modelcontextprotocol/serverInfo": {"name": "fake", "version": "7"}}}""";
    private static final String LEGACY = """
            {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}},
             "serverInfo": {"name": "old", "version": "1"}}""";

    private final HttpServer server;
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    public final List<Call> calls = new CopyOnWriteArrayList<>();
    /// What was posted that is no request.
    public final BlockingQueue<ObjectNode> told = new LinkedBlockingQueue<>();

    @FunctionalInterface
    public interface Handler {
        void handle(Call call) throws Exception;
    }

    public FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        on("GET", call -> call.status(405));
        on("DELETE", call -> call.status(204));
        server.start();
    }

    /// One that describes itself when asked to.
    public static FakeServer modern() throws IOException {
        FakeServer fake = new FakeServer();
        fake.on("server/discover", call -> call.result(MODERN));
        fake.on("tools/list", call -> call.result("{\"resultType\": \"complete\", \"tools\": []}"));
        return fake;
    }

    /// One that knows the handshake only, and gives out the sessions `s1`, `s2`, and so on.
    public static FakeServer legacy() throws IOException {
        FakeServer fake = new FakeServer();
        fake.on("server/discover", call -> call.error(400, -32000, "Unsupported protocol version", "{}"));
        fake.on("initialize", call -> {
            long nth = fake.of("initialize").size();
            call.exchange.getResponseHeaders().set("Mcp-Session-Id", "s" + nth);
            call.result(LEGACY);
        });
        return fake;
    }

    /// @param method of the message; for HTTP requests without one, that of HTTP
    public FakeServer on(String method, Handler handler) {
        handlers.put(method, handler);
        return this;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
    }

    public List<Call> of(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    public ObjectNode nextTold() throws InterruptedException {
        return Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS), "the client told nothing");
    }

    private void take(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Call call = new Call(exchange, body.length == 0 ? null : Json.parseObject(body, JsonLimits.defaults()));
            calls.add(call);
            if (call.message != null && !(call.message.has("method") && call.message.has("id"))) {
                told.add(call.message);
                Objects.requireNonNullElse(handlers.get(call.method()), taken -> taken.status(202)).handle(call);
                return;
            }
            Objects.requireNonNullElse(handlers.get(call.method()),
                    missing -> missing.error(200, -32601, "Method not found", "{}")).handle(call);
        } catch (IOException _) {
            // the client went away
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /// One exchange.
    public static final class Call {
        private final HttpExchange exchange;
        public final @Nullable ObjectNode message;

        Call(HttpExchange exchange, @Nullable ObjectNode message) {
            this.exchange = exchange;
            this.message = message;
        }

        public String method() {
            return message == null ? exchange.getRequestMethod() : message.path("method").asString("answer");
        }

        public ObjectNode params() {
            return (ObjectNode) Objects.requireNonNull(message).required("params");
        }

        public String id() {
            return Objects.requireNonNull(message).required("id").toString();
        }

        public @Nullable String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        public void answerHeader(String name, String value) {
            exchange.getResponseHeaders().set(name, value);
        }

        public String answer(String result) {
            return "{\"jsonrpc\":\"2.0\",\"id\":" + id() + ",\"result\":" + result.replace("\n", " ") + "}";
        }

        public void result(String result) throws IOException {
            body(200, answer(result));
        }

        public void error(int status, int code, String message, String data) throws IOException {
            body(status, "{\"jsonrpc\":\"2.0\",\"id\":" + id() + ",\"error\":{\"code\":" + code + ",\"message\":\""
                    + message + "\",\"data\":" + data + "}}");
        }

        public void body(int status, String json) throws IOException {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        /// Begins a body of JSON, which is written to `out`.
        public OutputStream begin(int status) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, 0);
            return exchange.getResponseBody();
        }

        public void status(int status) throws IOException {
            exchange.sendResponseHeaders(status, -1);
        }

        /// Begins an event stream; it ends when the handler does.
        public Events events() throws IOException {
            return stream(200, "text/event-stream");
        }

        /// Begins a body without saying how long it will be.
        public Events stream(int status, String mediaType) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", mediaType);
            exchange.sendResponseHeaders(status, 0);
            OutputStream out = exchange.getResponseBody();
            out.flush();
            return new Events(out);
        }
    }

    /// An event stream being written.
    public record Events(OutputStream out) {
        public Events data(String json) throws IOException {
            return raw("event: message\ndata: " + json.replace("\n", " ") + "\n\n");
        }

        public Events raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        /// Writes until the client has gone away.
        public void untilGone() throws InterruptedException {
            try {
                while (true) {
                    raw(": still here\n\n");
                    Thread.sleep(20);
                }
            } catch (IOException _) {
                // it has
            }
        }
    }
}
