package dev.mimo.bench.mcp;

import dev.mimo.bench.kit.LatencySample;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A session of the stateful era over Streamable HTTP. Connections are made anew for each measurement, since servers
/// close those that pause; their making is not timed.
final class HttpLink implements BenchSession {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI address;
    private final String head;
    private long id = 1_000_000;

    private HttpLink(URI address, String head) {
        this.address = address;
        this.head = head;
    }

    /// Begins a session.
    ///
    /// @param address with the path
    static HttpLink open(URI address) throws IOException {
        try (HttpWire wire = HttpWire.open(address)) {
            return open(address, wire);
        }
    }

    /// Begins a session on this connection.
    static HttpLink open(URI address, HttpWire wire) throws IOException {
        String plain = """
                POST %s HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                Accept: application/json, text/event-stream\r
                """.formatted(address.getPath(), address.getAuthority());
        HttpLink nobody = new HttpLink(address, plain);
        wire.exchange(nobody.request(RepeatedRequest.INITIALIZE));
        String session = wire.header("mcp-session-id");
        if (session == null) {
            throw new IllegalStateException("no session began: " + wire.body());
        }
        HttpLink link = new HttpLink(address, plain + "Mcp-Session-Id: " + session + "\r\n"
                + "MCP-Protocol-Version: " + RepeatedRequest.REVISION + "\r\n");
        wire.exchange(link.request(RepeatedRequest.INITIALIZED));
        return link;
    }

    @Override
    public JsonNode result(RepeatedRequest ask) throws IOException {
        try (HttpWire wire = HttpWire.open(address)) {
            return result(ask, wire);
        }
    }

    JsonNode result(RepeatedRequest ask, HttpWire wire) throws IOException {
        wire.exchange(request(ask));
        return BenchSession.result(json(wire.body()));
    }

    /// Ends the session.
    void end(HttpWire wire) throws IOException {
        wire.exchange((head.replace("POST", "DELETE") + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public LatencySample oneByOne(RepeatedRequest ask, Duration length) throws IOException {
        try (HttpWire wire = HttpWire.open(address)) {
            result(ask, wire);
            int first = wire.exchange(request(ask));
            return BenchSession.time(length, () -> BenchSession.checkLength(wire.exchange(request(ask)), first));
        }
    }

    @Override
    public double together(RepeatedRequest ask, Duration length) throws IOException {
        List<HttpWire> wires = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            int first = 0;
            for (int i = 0; i < IN_FLIGHT; i++) {
                HttpWire wire = HttpWire.open(address);
                wires.add(wire);
                result(ask, wire);
                first = wire.exchange(request(ask));
                wire.register(selector);
            }
            return together(ask, length, wires, selector, first);
        } finally {
            for (HttpWire wire : wires) {
                wire.close();
            }
        }
    }

    private double together(RepeatedRequest ask, Duration length, List<HttpWire> wires, Selector selector, int first)
            throws IOException {
        long started = System.nanoTime();
        for (HttpWire wire : wires) {
            wire.send(request(ask));
        }
        int underWay = wires.size();
        long answers = 0;
        while (underWay > 0) {
            if (selector.select(PATIENCE.toMillis()) == 0) {
                throw new IllegalStateException("the server does not answer");
            }
            boolean more = System.nanoTime() - started < length.toNanos();
            for (SelectionKey key : selector.selectedKeys()) {
                HttpWire wire = HttpWire.of(key);
                int bytes = wire.receive();
                if (bytes == 0) {
                    continue;
                }
                BenchSession.checkLength(bytes, first);
                answers++;
                if (more) {
                    wire.send(request(ask));
                } else {
                    underWay--;
                }
            }
            selector.selectedKeys().clear();
        }
        return answers / ((System.nanoTime() - started) / 1e9);
    }

    private byte[] request(RepeatedRequest ask) {
        return request(ask.message(++id));
    }

    private byte[] request(String body) {
        // all that is sent is ASCII
        return (head + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }

    /// The message of a body, which is JSON or events.
    private static String json(String body) {
        int data = body.startsWith("{") ? -1 : body.lastIndexOf("data: {");
        return data < 0 ? body : body.substring(data + "data: ".length(), body.indexOf('\n', data));
    }

    @Override
    public void close() {
        // the session ends with its server
    }
}
