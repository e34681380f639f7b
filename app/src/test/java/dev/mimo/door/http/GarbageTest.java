package dev.mimo.door.http;

import dev.mimo.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.mimo.door.http.TestDoor.problem;
import static org.assertj.core.api.Assertions.assertThat;

class GarbageTest {
    private final AtomicInteger handled = new AtomicInteger();
    private final TestDoor door = TestDoor.open(
            TestDoor.limited("bodyBytesMax", 64 << 10, "batchBytesMax", 64 << 10,
                    "requestTimeout", Duration.ofSeconds(10), "bodyTimeout", Duration.ofMillis(500),
                    "idleTimeout", Duration.ofSeconds(2), "drainTimeout", Duration.ofSeconds(5)),
            List.of(Route.of("POST", "/echo", exchange -> {
                exchange.answer(200, exchange.jsonBody());
                handled.incrementAndGet();
            }), Route.of("GET", "/hello", exchange -> exchange.answer(200, Json.object()))));

    /// Whatever came before, the next request is served, and nothing reached the handler's end.
    @AfterEach
    void the_next_request_is_served() {
        int before = handled.get();
        assertThat(door.post("/echo", "{\"a\":1}").body()).isEqualTo("{\"a\":1}");
        assertThat(before).isZero();
        door.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "GET /hello HTTP/1.1\r\n\r\n",
            "GET /hello HTTP/1.1\r\nHost:\r\n\r\n",
            "GET /hello HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
            "GET /hello HTTP/1.1\r\nHost: local host\r\n\r\n",
            "GET /hello HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n",
            "GET /hello\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /%C3%28 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /hello/..%2f..%2fetc HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET http://evil.example/hello HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n{}",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
            "\0\1\2\3\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"})
    void malformed_http_is_a_400(String request)
            throws IOException {
        String answer = door.raw(request);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
        problem(answer.substring(answer.indexOf("\r\n\r\n") + 4), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "GET /hello HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
            "GET /hello HTTP/1.1\r\nHost: localhost.evil.example\r\nConnection: close\r\n\r\n",
            "GET /hello HTTP/1.0\r\n\r\n",
            "GET http://evil.example/hello HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
            "GET /hello HTTP/1.0\r\nHost: localhost\r\nOrigin: null\r\n\r\n"})
    void a_foreign_host_is_a_403(
            String request) throws IOException {
        String answer = door.raw(request);

        assertThat(answer).startsWith("HTTP/1.1 403 ").contains("application/problem+json");
        problem(answer.substring(answer.indexOf("\r\n\r\n") + 4), 403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /echo HTTP/1.1 | gzip, chunked | 501
            POST /echo HTTP/3.0 | chunked       | 505
            """)
    void what_this_server_does_not_speak_is_no_bug_of_it(String line, String coding, int status) throws IOException {
        String answer = door.raw(line + "\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                + coding + "\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(problem(answer.substring(answer.indexOf("\r\n\r\n") + 4), status).path("type").asString())
                .endsWith("unsupported");
    }

    @Test
    void headers_without_end_are_cut_off() throws IOException {
        String answer = door.raw("GET /hello HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ");
        assertThat(door.raw("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
    }

    @Test
    void an_announced_body_that_is_too_large_is_refused_before_it_is_read() throws IOException {
        String answer = door.raw("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 999999999999\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void a_body_without_end_is_cut_off() throws IOException {
        try (Socket socket = door.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("Transfer-Encoding: chunked"));
            byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            // on a busy machine its time is over before its length
            assertThat(sendUntilRefused(out, chunk, socket)).containsAnyOf("413", "408");
        }
    }

    @Test
    void a_body_that_stops_coming_is_not_waited_for() throws IOException {
        try (Socket socket = door.connect()) {
            socket.getOutputStream().write(head("Content-Length: 100"));
            socket.getOutputStream().write('{');

            assertThat(TestDoor.readAll(socket.getInputStream())).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void a_body_that_dribbles_in_is_not_waited_for_either() throws IOException {
        try (Socket socket = door.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("Content-Length: 60000"));
            socket.setSoTimeout(50);
            assertThat(sendUntilRefused(out, new byte[]{' '}, socket)).contains("408");
        }
    }

    @Test
    void a_caller_who_leaves_in_the_middle_is_forgotten() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = door.connect()) {
                socket.getOutputStream().write(head("Content-Length: 100"));
                socket.setSoLinger(true, 0);
            }
        }
    }

    @Test
    void junk_behind_a_request_spoils_only_itself() throws IOException {
        // the socket stays open in this direction: to one that is closed, nothing more need be said
        try (Socket socket = door.connect()) {
            socket.getOutputStream().write("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n\1\2\3 junk\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = TestDoor.readAll(socket.getInputStream());

            assertThat(answer).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 400 ");
        }
    }

    @Test
    void requests_in_a_row_are_answered_in_order() throws IOException {
        String one = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String answer = door.raw(one + "GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n" + one);

        assertThat(answer.split("HTTP/1\\.1 ")).hasSize(4);
        assertThat(answer.indexOf("404")).isBetween(answer.indexOf("200"), answer.lastIndexOf("200"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\u0000\"}", "{\"a\":NaN}",
            "{\"a\":1e999}", "{\"a\":", "[]", "nonsense",
            "{\"a\":1}{\"a\":1}"})
    void malformed_json_is_a_400_problem_that_names_the_field(String json) {
        assertThat(problem(door.post("/echo", json), 400).get("errors").get(0).get("field").stringValue())
                .isIn("a", "body");
    }

    @Test
    void deep_nesting_and_wrong_bytes_are_400_problems() {
        problem(door.post("/echo", "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"), 400);
        problem(door.post("/echo", new byte[]{'{', '"', (byte) 0xff, '"', ':', '1', '}'}, "application/json"), 400);
        problem(door.post("/echo", new byte[0], "application/json"), 400);
    }

    @Test
    void random_bytes_do_no_harm() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] junk = new byte[random.nextInt(400)];
            random.nextBytes(junk);
            try {
                assertThat(door.raw(junk)).doesNotContain(" 500 ");
            } catch (SocketException reset) {
                assertThat(reset).hasMessageContaining("");
            }
        }
    }

    private static byte[] head(String length) {
        return ("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Sends the part over and over until an answer begins; at most for ten seconds.
    private static String sendUntilRefused(OutputStream out, byte[] part, Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        long end = System.nanoTime() + TestDoor.PATIENCE.toNanos();
        socket.setSoTimeout(20);
        while (System.nanoTime() < end) {
            try {
                out.write(part);
                out.flush();
                byte[] begin = in.readNBytes(12);
                return new String(begin, StandardCharsets.US_ASCII);
            } catch (java.net.SocketTimeoutException _) {
                // no answer yet: go on sending
            }
        }
        return "no answer";
    }
}
