package dev.mimo.door.http;

import dev.mimo.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ConnectionReaperTest {
    private static final Route HELLO = Route.of("GET", "/hello",
            exchange -> exchange.answer(200, Json.object().put("hello", 1)));

    @Test
    void whoever_asks_finds_a_place_though_others_hold_all_of_them_and_say_little() throws IOException {
        List<Socket> dripping = new ArrayList<>();
        try (TestDoor door = TestDoor.open(TestDoor.limited("connectionsMax", 32), List.of(HELLO))) {
            for (int i = 0; i < 40; i++) {
                Socket socket = door.connect();
                dripping.add(socket);
                write(socket, i % 2 == 0 ? "GET /hello HT" : "");
            }

            assertThat(door.get("/hello").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : dripping) {
                socket.close();
            }
        }
    }

    @Test
    void a_head_that_does_not_arrive_in_time_ends_its_connection() throws IOException {
        try (TestDoor door = TestDoor.open(TestDoor.limited("headerTimeout", Duration.ofMillis(500)), List.of(HELLO));
                Socket socket = door.connect()) {
            write(socket, "GET /hello HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();

            boolean ended = false;
            while (!ended && System.nanoTime() < end) {
                ended = drip(socket);
            }

            assertThat(ended).isTrue();
        }
    }

    @Test
    void a_connection_that_is_silent_between_requests_is_kept() throws IOException {
        try (TestDoor door = TestDoor.open(TestDoor.limited("headerTimeout", Duration.ofMillis(200)), List.of(HELLO));
                Socket socket = door.connect()) {
            for (int i = 0; i < 2; i++) {
                write(socket, "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
                byte[] answer = new byte[4096];
                int length = socket.getInputStream().read(answer);
                assertThat(new String(answer, 0, length, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200");
                assertThat(ends(socket, 600)).isFalse();
            }
        }
    }

    /// @return whether the server has ended it
    private static boolean drip(Socket socket) {
        try {
            write(socket, "x");
            return ends(socket, 50);
        } catch (IOException reset) {
            return true;
        }
    }

    private static boolean ends(Socket socket, int withinMs) throws IOException {
        socket.setSoTimeout(withinMs);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } finally {
            socket.setSoTimeout((int) TestDoor.PATIENCE.toMillis());
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
