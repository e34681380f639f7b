package dev.mimo.door.mcp;

import dev.mimo.TestRecords;
import dev.mimo.door.http.ApiKey;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.http.TestDoor;
import dev.mimo.mcp.http.McpHttp;
import dev.mimo.mcp.http.McpHttpSettings;
import dev.mimo.mcp.http.SessionStore;
import dev.mimo.mcp.server.GateTools;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpServerSettings;
import dev.mimo.mcp.server.ServerFeatures;
import dev.mimo.mcp.server.ServerIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Streams over real sockets, in both eras: begun, broken, resumed, left.
@Timeout(60)
class McpStreamsTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{},\"progressToken\":1}";
    private static final String BOTH = "application/json, text/event-stream";

    private final GateTools tools = new GateTools();
    private final McpServer server = new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."),
            ServerFeatures.of(tools), McpServerSettings.defaults(), (_, _) -> "f");
    private final McpHttp mcp = new McpHttp(server, TestRecords.with(McpHttpSettings.defaults(), "keepAlive",
            Duration.ofMillis(200), "resumeAfter", Duration.ofMillis(300), "replayFor", Duration.ofMinutes(1)),
            Clock.systemUTC(), SessionStore.none());
    private final TestDoor door = TestDoor.open(HttpSettings.defaults(), McpRoute.at("/mcp", mcp));

    @AfterEach
    void close() {
        mcp.close();
        door.close();
    }

    @Test
    void a_broken_stream_goes_on_at_a_get_with_the_last_event() throws Exception {
        String session = session("2025-11-25");
        RawStream first = post(session, call(7, 2, 1));
        first.readHead();
        assertThat(first.head.getFirst()).contains("200");
        assertThat(first.next()).isEqualTo("data:");
        assertThat(first.next()).contains("\"progress\":1");
        String last = Objects.requireNonNull(first.lastId);
        first.close();

        tools.gate.release(2);
        try (RawStream again = get(session, last)) {
            again.readHead();
            assertThat(again.next()).isEqualTo("data:");
            assertThat(again.lastId).isEqualTo(last);
            assertThat(again.next()).contains("\"progress\":2");
            assertThat(again.next()).contains("\"id\":7").contains("\"result\"");
            assertThat(nextButAlive(again)).isNull();
        }
        // and once more, since the end may have been lost as well
        try (RawStream again = get(session, last)) {
            again.readHead();
            assertThat(again.next()).isEqualTo("data:");
            assertThat(again.next()).contains("\"progress\":2");
        }
        assertThat(tools.interrupted.availablePermits()).isZero();
    }

    @Test
    void an_event_that_is_not_known_is_refused_and_the_session_goes_on() throws Exception {
        String session = session("2025-11-25");

        HttpResponse<String> refused = door.get("/mcp", "Accept", "text/event-stream", "Mcp-Session-Id", session,
                "Last-Event-ID", "0000-3-4");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(door.send("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", "Accept", BOTH,
                "Content-Type", "application/json", "Mcp-Session-Id", session).body()).contains("\"result\":{}");
    }

    @Test
    void a_call_that_takes_long_is_answered_by_a_stream_that_is_kept_alive() throws Exception {
        // no token, so that no progress opens the stream
        try (RawStream stream = stateless(call(7, 1, 1).replace(",\"_meta\":{\"progressToken\":1}", "")
                .replace("{\"name\"", "{" + META.replace(",\"progressToken\":1", "") + ",\"name\""))) {
            stream.readHead();
            assertThat(stream.head).anyMatch(line -> line.equalsIgnoreCase("Content-Type: text/event-stream"));
            assertThat(stream.next()).startsWith(":");
            tools.gate.release();
            assertThat(nextButAlive(stream)).contains("\"id\":7").contains("\"result\"");
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void the_stream_for_what_belongs_to_no_request_is_kept_alive_and_replaced_by_the_next() throws Exception {
        String session = session("2025-11-25");
        try (RawStream first = get(session, "")) {
            first.readHead();
            assertThat(first.next()).isEqualTo("data:");
            assertThat(first.next()).startsWith(":");

            try (RawStream second = get(session, Objects.requireNonNull(first.lastId))) {
                second.readHead();
                assertThat(second.next()).isEqualTo("data:");
                assertThat(nextButAlive(first)).isNull();
                assertThat(second.next()).startsWith(":");
            }
        }
    }

    @Test
    void a_stop_ends_subscriptions_with_their_result_before_it_cuts_streams_off() throws Exception {
        String listen = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"subscriptions/listen\","
                + "\"params\":{\"notifications\":{\"toolsListChanged\":true}," + META + "}}";
        try (RawStream stream = new RawStream(door.server().port(), "POST", listen, "Accept", BOTH,
                "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "subscriptions/listen")) {
            stream.readHead();
            assertThat(stream.next()).contains("notifications/subscriptions/acknowledged");

            mcp.endSubscriptions();
            door.close();

            assertThat(nextButAlive(stream)).contains("\"id\":7").contains("\"result\"");
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void clients_from_before_polling_get_no_event_without_data() throws Exception {
        String session = session("2025-06-18");
        try (RawStream stream = post(session, call(1, 1, 1))) {
            stream.readHead();
            assertThat(stream.next()).contains("\"progress\":1");
            tools.gate.release();
            assertThat(nextButAlive(stream)).contains("\"result\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void a_stateless_client_that_leaves_cancels_its_call_with_and_without_a_stream(int progress) throws Exception {
        String body = call(7, 1, 1).replace(",\"_meta\":{\"progressToken\":1}", "")
                .replace("{\"name\"", "{" + (progress == 1 ? META : META.replace(",\"progressToken\":1", ""))
                        + ",\"name\"");
        RawStream stream = stateless(body);
        assertThat(tools.arrived.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

        stream.close();

        assertThat(tools.interrupted.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_stateful_client_that_leaves_cancels_nothing() throws Exception {
        String session = session("2025-11-25");
        RawStream stream = post(session, call(7, 1, 1));
        assertThat(tools.arrived.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        stream.close();

        assertThat(tools.interrupted.tryAcquire(1, TimeUnit.SECONDS)).isFalse();
        tools.gate.release();
    }

    @Test
    void deleting_the_session_ends_its_streams_and_calls() throws Exception {
        String session = session("2025-11-25");
        try (RawStream unasked = get(session, ""); RawStream stream = post(session, call(7, 1, 1))) {
            unasked.readHead();
            assertThat(tools.arrived.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

            assertThat(door.send("DELETE", "/mcp", "", "Mcp-Session-Id", session).statusCode()).isEqualTo(204);

            assertThat(tools.interrupted.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            unasked.next();
            assertThat(nextButAlive(unasked)).isNull();
            stream.readHead();
        }
        assertThat(door.get("/mcp", "Accept", "text/event-stream", "Mcp-Session-Id", session).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_pipelined_request_is_served_after_a_call_that_was_watched() throws Exception {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"tools/list\",\"params\":{" + META + "}}";
        String first = call(7, 1, 1).replace(",\"_meta\":{\"progressToken\":1}", "")
                .replace("{\"name\"", "{" + META.replace(",\"progressToken\":1", "") + ",\"name\"");
        String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nContent-Type: "
                + "application/json\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: ";
        try (Socket socket = door.connect()) {
            socket.getOutputStream().write((head + "tools/call\r\nMcp-Name: gate\r\nContent-Length: " + first.length()
                    + "\r\n\r\n" + first).getBytes(StandardCharsets.UTF_8));
            assertThat(tools.arrived.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            socket.getOutputStream().write((head + "tools/list\r\nConnection: close\r\nContent-Length: "
                    + ping.length() + "\r\n\r\n" + ping).getBytes(StandardCharsets.UTF_8));
            // the watch looks several times meanwhile
            assertThat(tools.interrupted.tryAcquire(600, TimeUnit.MILLISECONDS)).isFalse();
            tools.gate.release();

            String answers = TestDoor.readAll(socket.getInputStream());
            assertThat(answers).contains("\"id\":7").contains("\"id\":8").contains("\"tools\":[");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            evil.example.com | http://evil.example.com | 403
            localhost        | http://evil.example.com | 403
            localhost        | null                    | 403
            OURS             | http://OURS             | 200
            """)
    void rebound_names_and_foreign_pages_are_kept_out(String host, String origin, int status) throws Exception {
        String ours = "localhost:" + door.server().port();
        String body = initialize("2025-11-25");
        String answer = door.raw("POST /mcp HTTP/1.1\r\nHost: " + host.replace("OURS", ours) + "\r\nOrigin: "
                + origin.replace("OURS", ours) + "\r\nAccept: " + BOTH + "\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void browsers_may_ask_which_headers_they_may_send() {
        String ours = "http://localhost:" + door.server().port();
        HttpResponse<String> answer = door.send("OPTIONS", "/mcp", "", "Origin", ours,
                "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers",
                "content-type, mcp-param-region, x-other");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Allow")).hasValueSatisfying(allow -> assertThat(allow)
                .contains("GET", "POST", "DELETE"));
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers")).hasValueSatisfying(
                allow -> assertThat(allow).contains("Mcp-Session-Id", "mcp-param-region").doesNotContain("x-other"));
        assertThat(door.send("PATCH", "/mcp", "{}").statusCode()).isEqualTo(405);
        assertThat(door.send("HEAD", "/mcp", "").statusCode()).isEqualTo(405);
    }

    @Test
    void a_session_belongs_to_the_key_that_began_it() throws Exception {
        HttpSettings keys = HttpSettings.defaults().withKeys(List.of(new ApiKey("one"), new ApiKey("two")));
        try (TestDoor locked = TestDoor.open(keys, McpRoute.at("/mcp", mcp))) {
            HttpResponse<String> begun = locked.send("POST", "/mcp", initialize("2025-11-25"), "Accept", BOTH,
                    "Content-Type", "application/json", "Authorization", "Bearer one");
            String session = begun.headers().firstValue("Mcp-Session-Id").orElseThrow();

            assertThat(ping(locked, session, "Bearer one")).isEqualTo(200);
            assertThat(ping(locked, session, "Bearer two")).isEqualTo(404);
            assertThat(ping(locked, session, "Bearer none")).isEqualTo(401);
        }
    }

    @Test
    void a_body_far_beyond_the_bound_is_cut_off_and_the_next_request_served() throws Exception {
        cutOff(64L << 20);
    }

    @Tag("long")
    @Test
    void a_body_of_a_gigabyte_is_cut_off_and_the_next_request_served() throws Exception {
        cutOff(1L << 30);
    }

    private void cutOff(long length) throws IOException {
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        long sent = 0;
        try (Socket socket = door.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: " + BOTH + "\r\nContent-Type: "
                    + "application/json\r\nTransfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            while (sent < length) {
                out.write(chunk);
                sent += 0x10000;
            }
        } catch (SocketException refused) {
            assertThat(refused).isNotNull();
        }
        assertThat(sent).isLessThan(48L << 20);
        assertThat(session("2025-11-25")).isNotEmpty();
    }

    @Test
    void an_announced_body_beyond_the_bound_gets_a_json_rpc_error() throws Exception {
        String answer = door.raw("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: " + BOTH + "\r\nContent-Type: "
                + "application/json\r\nContent-Length: 1073741824\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("-32600").contains("longer than");
    }

    private static int ping(TestDoor to, String session, String key) {
        return to.send("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", "Accept", BOTH,
                "Content-Type", "application/json", "Mcp-Session-Id", session, "Authorization", key).statusCode();
    }

    private static @Nullable String nextButAlive(RawStream stream) throws IOException {
        String line = stream.next();
        while (line != null && line.startsWith(":")) {
            line = stream.next();
        }
        return line;
    }

    private String session(String revision) {
        HttpResponse<String> begun = door.send("POST", "/mcp", initialize(revision), "Accept", BOTH, "Content-Type",
                "application/json");
        return begun.headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    private static String initialize(String revision) {
        return "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"" + revision
                + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    }

    private static String call(int id, int steps, int size) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"gate\","
                + "\"arguments\":{\"steps\":" + steps + ",\"size\":" + size + "},\"_meta\":{\"progressToken\":1}}}";
    }

    private RawStream post(String session, String body) throws IOException {
        return new RawStream(door.server().port(), "POST", body, "Accept", BOTH, "Mcp-Session-Id", session);
    }

    private RawStream get(String session, String last) throws IOException {
        return last.isEmpty()
                ? new RawStream(door.server().port(), "GET", "", "Accept", "text/event-stream", "Mcp-Session-Id",
                        session)
                : new RawStream(door.server().port(), "GET", "", "Accept", "text/event-stream", "Mcp-Session-Id",
                        session, "Last-Event-ID", last);
    }

    private RawStream stateless(String body) throws IOException {
        return new RawStream(door.server().port(), "POST", body, "Accept", BOTH, "MCP-Protocol-Version", "2026-07-28",
                "Mcp-Method", "tools/call", "Mcp-Name", "gate");
    }
}
