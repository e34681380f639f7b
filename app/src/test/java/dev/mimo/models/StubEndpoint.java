package dev.mimo.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An embedding endpoint on this machine, which speaks OpenAI's and Ollama's way and gives the vectors it is told to.
public final class StubEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final Function<String, float[]> vectors;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    /// What it answers instead of 200, if anything; a silent one answers nothing.
    public volatile int status = 200;
    public volatile boolean silent;
    public volatile String problem = "no luck";

    /// @param texts in the order in which they came
    /// @param authorization empty for none
    public record Request(String path, String model, List<String> texts, String authorization) {}

    public StubEndpoint(Function<String, float[]> vectors) throws IOException {
        this(vectors, 0);
    }

    /// @param port 0 for any
    public StubEndpoint(Function<String, float[]> vectors, int port) throws IOException {
        this.vectors = vectors;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String openAi() {
        return "http://127.0.0.1:" + port() + "/v1/embeddings";
    }

    public String ollama() {
        return "http://127.0.0.1:" + port() + "/api/embed";
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode asked = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            List<String> texts = asked.path("input").valueStream().map(text -> text.asString("")).toList();
            String path = String.valueOf(exchange.getRequestURI().getPath());
            String key = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add(new Request(path, asked.path("model").asString(""), texts, key == null ? "" : key));
            if (silent) {
                end.await();
                return;
            }
            ObjectNode answer = JsonMapper.shared().createObjectNode();
            if (status != 200) {
                answer.putObject("error").put("message", problem);
            } else if (path.endsWith("/api/embed")) {
                ArrayNode all = answer.putArray("embeddings");
                texts.forEach(text -> numbers(all.addArray(), text));
            } else {
                ArrayNode all = answer.putArray("data");
                // the order is in the index, and not to be relied on
                for (int i = texts.size() - 1; i >= 0; i--) {
                    numbers(all.addObject().put("index", i).putArray("embedding"), texts.get(i));
                }
            }
            byte[] body = JsonMapper.shared().writeValueAsBytes(answer);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void numbers(ArrayNode into, String text) {
        for (float each : vectors.apply(text)) {
            into.add(each);
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
