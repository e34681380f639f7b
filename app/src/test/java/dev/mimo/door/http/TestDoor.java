package dev.mimo.door.http;

import dev.mimo.TestRecords;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A real door on a free port, and a client beside it.
public final class TestDoor implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    /// What the observer was told.
    public record Seen(String method, String route, int status) {}

    private TestDoor(HttpSettings settings, List<Route> routes) {
        server = HttpServer.open(settings.withPort(0), routes,
                (method, route, status, _) -> seen.add(new Seen(method, route, status)));
    }

    public static TestDoor open(HttpSettings settings, List<Route> routes) {
        return new TestDoor(settings, routes);
    }

    public static TestDoor open(Route... routes) {
        return new TestDoor(HttpSettings.defaults(), List.of(routes));
    }

    /// The usual settings, with other limits.
    ///
    /// @param limits names of `HttpLimits` and their values in turn
    public static HttpSettings limited(Object... limits) {
        return TestRecords.with(HttpSettings.defaults(), "limits", TestRecords.with(HttpLimits.defaults(), limits));
    }

    public HttpServer server() {
        return server;
    }

    public BlockingQueue<Seen> seen() {
        return seen;
    }

    /// @param headers names and values in turn
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public HttpResponse<String> post(String path, String json) {
        return send("POST", path, json, "Content-Type", "application/json");
    }

    public HttpResponse<String> post(String path, byte[] body, String type) {
        return send(HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(PATIENCE)
                .header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)).build());
    }

    /// Sends the text over a socket as it is, and reads until the server closes or nothing comes for a while.
    public String raw(String text) throws IOException {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public String raw(byte[] bytes) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            socket.shutdownOutput();
            return readAll(socket.getInputStream());
        }
    }

    public Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    public static String readAll(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /// Checks the shape that every error has.
    public static ObjectNode problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        return problem(response.body(), status);
    }

    public static ObjectNode problem(String body, int status) {
        ObjectNode problem = Json.parseObject(body, JsonLimits.defaults());
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("type").stringValue()).startsWith("urn:mimo:problem:");
        assertThat(problem.get("title").stringValue()).isNotBlank();
        assertThat(problem.get("detail").stringValue()).endsWith(".");
        assertThat(problem.get("remedy").stringValue()).endsWith(".");
        return problem;
    }

    public static ObjectNode json(HttpResponse<String> response) {
        return Json.parseObject(response.body(), JsonLimits.defaults());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
