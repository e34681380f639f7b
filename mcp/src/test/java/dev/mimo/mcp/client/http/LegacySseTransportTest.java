package dev.mimo.mcp.client.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.McpClient;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.InputResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The client against a server of the oldest HTTP: events at `/sse`, messages to wherever it says.
@Timeout(60)
class LegacySseTransportTest {
    private static final CallOptions QUICK = CallOptions.within(Duration.ofSeconds(20));
    private static final String END = "end";

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private String endpoint = "/message?session=1";
    private int postStatus = 405;
    private HttpServer server = start();

    private static HttpServer start() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/sse", this::listen);
        server.createContext("/message", this::take);
        server.start();
    }

    @AfterEach
    void stop() {
        events.add(END);
        server.stop(0);
    }

    private void listen(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(postStatus, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            String event = "event: endpoint\ndata: " + endpoint + "\n\n";
            while (!event.equals(END)) {
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
                event = events.take();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            ObjectNode message = Json.parseObject(exchange.getRequestBody().readAllBytes(), JsonLimits.defaults());
            String method = message.path("method").asString("answer");
            posted.add(method + " to " + exchange.getRequestURI());
            String id = message.path("id").toString();
            switch (method) {
                case "initialize" -> answer(id, "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}},"
                        + "\"serverInfo\":{\"name\":\"oldest\",\"version\":\"1\"}}");
                case "ping" -> answer(id, "{}");
                case "die" -> events.add(END);
                case "tools/call" -> say("{\"jsonrpc\":\"2.0\",\"id\":\"q" + id + "\",\"method\":\"roots/list\"}");
                case "answer" -> answer(message.path("id").asString("").substring(1),
                        "{\"content\":[{\"type\":\"text\",\"text\":\""
                                + message.at("/result/roots/0/uri").asString("") + "\"}]}");
                default -> {
                    // nothing to say
                }
            }
            exchange.sendResponseHeaders(method.equals("refused") ? 400 : 202, -1);
        }
    }

    private void answer(String id, String result) {
        say("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}");
    }

    private void say(String message) {
        events.add("event: message\ndata: " + message + "\n\n");
    }

    @Test
    void a_server_that_takes_no_handshake_is_listened_to_and_asked_where_to_post() throws Exception {
        try (McpClient client = connect()) {
            assertThat(client.revision()).isEqualTo(Revision.V2024_11_05);
            assertThat(client.server().name()).isEqualTo("oldest");
            assertThat(client.callTool("t", Json.object(), QUICK).content())
                    .containsExactly(Content.text("file:///a"));
            assertThatThrownBy(() -> client.call("refused", Json.object(), QUICK)).hasMessageContaining("400");
        }

        assertThat(posted).containsExactly("initialize to /message?session=1",
                "notifications/initialized to /message?session=1", "tools/call to /message?session=1",
                "answer to /message?session=1", "refused to /message?session=1");
    }

    @Test
    void nothing_is_posted_to_another_origin() {
        for (String elsewhere : List.of("http://127.0.0.2:" + server.getAddress().getPort() + "/message",
                "https://127.0.0.1:" + server.getAddress().getPort() + "/message", "//example.org/message",
                "http://127.0.0.1:1/message", "not an address")) {
            endpoint = elsewhere;
            assertThatThrownBy(this::connect).isInstanceOf(McpClientException.class)
                    .hasMessageContaining("no address of its own");
            events.add(END);
        }
        assertThat(posted).isEmpty();
    }

    @Test
    void what_was_refused_is_told_where_there_is_no_such_way_either() {
        server.removeContext("/sse");
        server.createContext("/sse", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(405, -1);
            }
        });

        assertThatThrownBy(this::connect).isInstanceOfSatisfying(McpClientException.class,
                e -> assertThat(e.reason()).isEqualTo(new McpClientException.Rejected(405)));
        assertThat(posted).isEmpty();
    }

    @Test
    void a_fault_is_no_reason_to_fall_back() {
        postStatus = 500;

        assertThatThrownBy(this::connect).isInstanceOfSatisfying(McpClientException.class,
                e -> assertThat(e.reason()).isInstanceOf(McpClientException.Lost.class));
    }

    @Test
    void the_end_of_the_stream_fails_what_waits_and_the_next_call_begins_anew() throws Exception {
        try (McpClient client = connect()) {
            assertThatThrownBy(() -> client.call("die", Json.object(), QUICK))
                    .isInstanceOfSatisfying(McpClientException.class,
                            e -> assertThat(e.reason()).isInstanceOf(McpClientException.Lost.class));
            assertThat(client.isConnected()).isFalse();

            client.ping(QUICK);

            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void an_answer_that_does_not_come_is_not_waited_for_for_ever() throws Exception {
        try (McpClient client = connect()) {
            assertThatThrownBy(() -> client.call("never", Json.object(), CallOptions.within(Duration.ofMillis(200))))
                    .isInstanceOfSatisfying(McpClientException.class,
                            e -> assertThat(e.reason()).isInstanceOf(McpClientException.TimedOut.class));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (posted.stream().noneMatch(line -> line.startsWith("notifications/cancelled"))) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }
        }
    }

    private McpClient connect() throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sse");
        return McpClient.connect(
                new HttpTransport(uri, Map.of(), HttpAuthorizer.NONE, MessageTrace.NONE,
                        HttpTransportSettings.defaults()),
                ClientProfile.of("test", "1").answering(Set.of(InputKind.ROOTS)),
                new ClientHandlers() {
                    @Override
                    public List<InputResponse.Root> roots() {
                        return List.of(new InputResponse.Root("file:///a", "a"));
                    }
                });
    }
}
