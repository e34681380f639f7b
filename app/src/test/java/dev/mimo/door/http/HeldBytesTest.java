package dev.mimo.door.http;

import dev.mimo.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// What callers can make the server hold: as much as they send, and no more than all may together.
@Timeout(60)
class HeldBytesTest {
    private static final Route HELLO = Route.of("GET", "/hello",
            exchange -> exchange.answer(200, Json.object().put("hello", 1)));
    private static final int MIB = 1 << 20;

    @Test
    void a_body_takes_what_has_arrived_of_it_and_not_what_it_announces() throws Exception {
        int callers = 24;
        CountDownLatch begun = new CountDownLatch(callers);
        Route large = Route.of("POST", "/large", exchange -> {
            begun.countDown();
            exchange.answer(200, Json.object().put("bytes", exchange.body().length));
        }).on(Route.Entry.withBody(1 << 30));
        List<Socket> sockets = new ArrayList<>();
        try (TestDoor door = TestDoor.open(HELLO, large)) {
            for (int i = 0; i < callers; i++) {
                Socket socket = door.connect();
                sockets.add(socket);
                socket.getOutputStream().write(("POST /large HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                        + (1 << 30) + "\r\n\r\nsome").getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            for (Socket socket : sockets) {
                assertThat(early(socket)).as("still waits for the rest").isEmpty();
            }
            assertThat(door.get("/hello").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void large_bodies_are_refused_while_others_fill_the_room_and_small_ones_never() throws Exception {
        Semaphore holding = new Semaphore(0);
        CountDownLatch release = new CountDownLatch(1);
        Route hold = Route.of("POST", "/hold", exchange -> {
            int length = exchange.body().length;
            holding.release();
            await(release);
            exchange.answer(200, Json.object().put("bytes", length));
        });
        Route take = Route.of("POST", "/take",
                exchange -> exchange.answer(200, Json.object().put("bytes", exchange.body().length)));
        String large = "x".repeat(700_000);
        try (TestDoor door = TestDoor.open(
                TestDoor.limited("bodyBytesMax", MIB, "batchBytesMax", MIB, "bodiesBytesMax", 1000L),
                List.of(hold, take))) {
            CompletableFuture<HttpResponse<String>> first =
                    CompletableFuture.supplyAsync(() -> door.send("POST", "/hold", large));
            assertThat(holding.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

            HttpResponse<String> second = door.send("POST", "/take", large);
            TestDoor.problem(second, 429);
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            assertThat(door.send("POST", "/take", "small").statusCode()).isEqualTo(200);

            release.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(door.send("POST", "/take", large).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void answers_that_nobody_reads_make_room_for_who_reads() throws Exception {
        byte[] content = new byte[16 * MIB];
        CountDownLatch asked = new CountDownLatch(2);
        Route large = Route.of("GET", "/large", exchange -> {
            asked.countDown();
            exchange.answer(200, "text/plain", content);
        });
        try (TestDoor door = TestDoor.open(TestDoor.limited("answersBytesMax", 20L * MIB), List.of(large));
                Socket first = door.connect();
                Socket second = door.connect()) {
            for (Socket deaf : List.of(first, second)) {
                deaf.getOutputStream().write("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
            }

            // they come first, or one of them would wait for the caller who reads, and cut it off on a busy machine
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(door.get("/large").body()).hasSize(content.length);

            assertThat(bytesUntilEnd(first)).isLessThan(content.length);
        }
    }

    /// What comes within a moment.
    private static String early(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        try {
            byte[] bytes = new byte[100];
            return new String(bytes, 0, Math.max(0, socket.getInputStream().read(bytes)), StandardCharsets.US_ASCII);
        } catch (SocketTimeoutException _) {
            return "";
        }
    }

    private static long bytesUntilEnd(Socket socket) {
        byte[] buffer = new byte[8192];
        long all = 0;
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all += read;
            }
        } catch (IOException _) {
            // cut off
        }
        return all;
    }

    private static void await(CountDownLatch latch) {
        try {
            boolean _ = latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
