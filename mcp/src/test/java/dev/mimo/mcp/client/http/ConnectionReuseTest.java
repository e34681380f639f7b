package dev.mimo.mcp.client.http;

import dev.mimo.mcp.client.McpClient;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// The client against a server that ends each connection just when a second request arrives on it, as all do with one
/// that was idle for long.
@Timeout(60)
class ConnectionReuseTest {
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    Socket connection = server.accept();
                    Thread.ofVirtual().start(() -> serve(connection));
                } catch (IOException _) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void a_connection_past_its_time_is_not_trusted_with_another_request() throws Exception {
        HttpTransport transport = new HttpTransport(address(), Map.of(), HttpAuthorizer.NONE, MessageTrace.NONE,
                HttpTransportSettings.defaults().withConnectionReuse(Duration.ZERO));

        try (McpClient client = McpClient.connect(transport, ClientProfile.of("test", "1"), ClientHandlers.NONE)) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.listTools(CallOptions.within(Duration.ofSeconds(20))).tools()).isEmpty();
            }
        }
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/mcp");
    }

    private static void serve(Socket connection) {
        try (connection; InputStream in = new BufferedInputStream(connection.getInputStream())) {
            String request = request(in);
            String id = request.replaceAll("(?s).*\"id\":(\\d+).*", "$1");
            String result = request.contains("server/discover")
                    ? "{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{}},"
                            + "\"serverInfo\":{\"name\":\"short\",\"version\":\"1\"}}"
                    : "{\"tools\":[]}";
            byte[] body = ("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}")
                    .getBytes(StandardCharsets.UTF_8);
            connection.getOutputStream().write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().write(body);
            connection.getOutputStream().flush();
            int _ = in.read();
        } catch (IOException _) {
            // the client has ended it first
        }
    }

    /// Head and body.
    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        List<String> lines = head.toString().lines().toList();
        int length = lines.stream().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip())).findFirst().orElse(0);
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
