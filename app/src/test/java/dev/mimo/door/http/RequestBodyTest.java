package dev.mimo.door.http;

import dev.mimo.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestBodyTest {
    private static final int LATE_MS = 300;

    private final TestDoor door = TestDoor.open(HttpSettings.defaults(),
            List.of(Route.of("POST", "/echo", exchange -> exchange.answer(200, exchange.jsonBody())),
                    Route.of("POST", "/read", exchange -> exchange.answer(200, "text/plain", exchange.body())),
                    Route.of("POST", "/deaf", exchange -> exchange.answer(204)),
                    Route.of("GET", "/hello", exchange -> exchange.answer(200, Json.object().put("hello", 1)))));

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @CsvSource({"/echo, localhost, 415", "/deaf, localhost, 204", "/nothing, localhost, 404",
            "/hello, localhost, 405", "/echo, evil.example, 403"})
    void after_an_answer_that_wanted_no_body_its_connection_goes_on(String path, String host, int status)
            throws IOException {
        try (Socket socket = door.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(path, host, 2));
            String answers = untilLate(socket);
            out.write("{}GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            answers += TestDoor.readAll(socket.getInputStream());

            assertThat(answers).startsWith("HTTP/1.1 " + status).contains("HTTP/1.1 200").endsWith("{\"hello\":1}");
        }
    }

    @ParameterizedTest
    @CsvSource({"/echo, localhost, 415", "/deaf, localhost, 204", "/nothing, localhost, 404",
            "/hello, localhost, 405", "/echo, evil.example, 403", "/read, localhost, 413"})
    void an_answer_before_a_large_body_says_that_its_connection_ends(String path, String host, int status)
            throws IOException {
        try (Socket socket = door.connect()) {
            socket.getOutputStream().write(head(path, host, 10_000_000));
            String answer = TestDoor.readAll(socket.getInputStream());

            assertThat(answer).startsWith("HTTP/1.1 " + status).contains("Connection: close");
        }
    }

    @ParameterizedTest
    @CsvSource({"/echo, localhost, 415", "/deaf, localhost, 204", "/nothing, localhost, 404",
            "/hello, localhost, 405", "/echo, evil.example, 403", "/read, localhost, 413"})
    void a_caller_who_sends_all_before_it_reads_gets_its_answer(String path, String host, int status)
            throws IOException {
        byte[] some = new byte[1 << 20];
        try (Socket socket = door.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(path, host, 20 * some.length));
            for (int i = 0; i < 20; i++) {
                out.write(some);
            }

            assertThat(TestDoor.readAll(socket.getInputStream())).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void a_caller_who_sends_chunks_beyond_the_bound_gets_its_answer() throws IOException {
        byte[] chunk = ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = door.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write("POST /read HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 20; i++) {
                out.write(chunk);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(TestDoor.readAll(socket.getInputStream())).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void what_comes_after_its_answer_is_read_for_as_long_as_a_body_may_take() throws IOException {
        try (TestDoor quick = TestDoor.open(TestDoor.limited("bodyTimeout", Duration.ofMillis(300)), List.of());
                Socket socket = quick.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("/nothing", "localhost", 100_000_000));

            assertThatThrownBy(() -> {
                long end = System.nanoTime() + TestDoor.PATIENCE.toNanos();
                while (System.nanoTime() < end) {
                    out.write(new byte[10_000]);
                    LockSupport.parkNanos(1_000_000);
                }
            }).isInstanceOf(IOException.class);
        }
    }

    private static byte[] head(String path, String host, int length) {
        return ("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: text/plain\r\nContent-Length: "
                + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// What comes before the body, of a server that does not wait for it.
    private static String untilLate(Socket socket) throws IOException {
        socket.setSoTimeout(LATE_MS);
        try {
            InputStream in = socket.getInputStream();
            byte[] early = new byte[8192];
            int read = in.read(early);
            return read < 0 ? "" : new String(early, 0, read, StandardCharsets.UTF_8);
        } catch (SocketTimeoutException _) {
            return "";
        } finally {
            socket.setSoTimeout((int) TestDoor.PATIENCE.toMillis());
        }
    }
}
