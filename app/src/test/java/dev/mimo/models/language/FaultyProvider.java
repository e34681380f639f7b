package dev.mimo.models.language;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A provider of language models on this machine, which speaks as OpenAI, Anthropic and Ollama do, and fails as it is
/// told to.
public final class FaultyProvider implements AutoCloseable {
    private static final List<String> WORDS = List.of("Nothing", " is", " as", " it", " seems.");
    private static final int HUGE_BYTES = 70 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Fault> next = new ConcurrentLinkedQueue<>();
    private volatile Fault usual = Fault.NONE;

    /// What goes wrong.
    public enum Fault {
        NONE,
        /// Takes the request and says nothing.
        HANGS,
        /// Begins to answer, and says no more.
        STALLS,
        /// 429, and to come back at once.
        TOO_MANY,
        /// 500.
        BROKEN,
        /// Ends in the middle of its answer.
        TRUNCATED,
        /// Something that is no JSON, with status 200.
        GARBAGE,
        /// More than anybody would take.
        HUGE,
        /// 404.
        UNKNOWN_MODEL,
        /// 400.
        REFUSES
    }

    /// A request.
    ///
    /// @param headers by name in lower case
    public record Asked(String path, Map<String, List<String>> headers, ObjectNode body) {
        public @Nullable String header(String name) {
            List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
            return values == null ? null : values.getFirst();
        }
    }

    public FaultyProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Fails so from now on.
    public FaultyProvider always(Fault fault) {
        usual = fault;
        return this;
    }

    /// Fails so in turn, and then as always.
    public FaultyProvider then(Fault... faults) {
        next.addAll(List.of(faults));
        return this;
    }

    /// What it was asked, in order.
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public Asked last() {
        return asked().getLast();
    }

    /// What it says when nothing goes wrong.
    public static String text() {
        return String.join("", WORDS);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ObjectNode body = Json.parseObject(exchange.getRequestBody(), JsonLimits.ofDepth(500));
            Map<String, List<String>> headers = new java.util.TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            asked.add(new Asked(path(exchange), headers, body));
            Fault fault = next.poll();
            answer(exchange, body, fault == null ? usual : fault);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String path(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestURI().getPath());
    }

    private void answer(HttpExchange exchange, ObjectNode body, Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case HANGS -> end.await();
            case TOO_MANY -> {
                exchange.getResponseHeaders().add("Retry-After", "0");
                send(exchange, 429, "{\"error\":{\"message\":\"slow down\"}}");
            }
            case BROKEN -> send(exchange, 500, "{\"error\":{\"message\":\"out of order\"}}");
            case UNKNOWN_MODEL -> send(exchange, 404, "{\"error\":{\"message\":\"no such model\"}}");
            case REFUSES -> send(exchange, 400, "{\"error\":{\"message\":\"tools[0] has no name\"}}");
            case GARBAGE -> send(exchange, 200, "<html>It works!</html>\n\ndata: <html>\n\n");
            case HUGE -> huge(exchange);
            case NONE, STALLS, TRUNCATED -> spoken(exchange, ProviderScript.of(path(exchange), body, WORDS),
                    fault);
        }
    }

    private void spoken(HttpExchange exchange, ProviderScript script, Fault fault)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().add("Content-Type", script.mediaType());
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        int parts = fault == Fault.NONE ? script.parts().size() : script.parts().size() / 2;
        for (String part : script.parts().subList(0, parts)) {
            out.write(part.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        if (fault == Fault.STALLS) {
            end.await();
        }
        if (fault == Fault.NONE) {
            out.close();
        }
    }

    private static void huge(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] some = "data: {\"a\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".repeat(1024)
                .getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int sent = 0; sent < HUGE_BYTES; sent += some.length) {
                out.write(some);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
