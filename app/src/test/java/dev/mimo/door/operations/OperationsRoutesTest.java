package dev.mimo.door.operations;

import dev.mimo.door.http.ApiKey;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.http.TestDoor;
import dev.mimo.telemetry.HealthBoard;
import dev.mimo.telemetry.HealthProbe.Health;
import dev.mimo.telemetry.HealthProbe.Status;
import dev.mimo.telemetry.MetricsRegistry;
import dev.mimo.telemetry.ResourceMonitor;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OperationsRoutesTest {
    private final HealthBoard board = new HealthBoard();
    private final MetricsRegistry meters = new MetricsRegistry();
    private volatile Status embedding = Status.UP;
    private TestDoor door = openDoor(HttpSettings.defaults());

    @BeforeEach
    void register() {
        board.register("storage", () -> new Health(Status.UP, Map.of("bytes", 4096L)));
        board.register("embedding", () -> new Health(embedding, Map.of("model", "e5", "state", "ready", "pending", 3)));
    }

    @AfterEach
    void close() {
        door.close();
        meters.close();
    }

    @Test
    void health_tells_of_the_whole_and_of_each_part() {
        assertThat(door.get("/health").body()).isEqualTo("{\"status\":\"up\",\"version\":\"1.2.3\","
                + "\"uptime_seconds\":0,\"embedding\":{\"status\":\"up\",\"model\":\"e5\",\"pending\":3,"
                + "\"state\":\"ready\"},\"storage\":{\"status\":\"up\",\"bytes\":4096}}");
    }

    @Test
    void degraded_still_answers_200() {
        embedding = Status.DEGRADED;

        assertThat(door.get("/health").statusCode()).isEqualTo(200);
        assertThat(door.get("/health").body()).startsWith("{\"status\":\"degraded\"");
        assertThat(door.get("/health/ready").body()).isEqualTo("{\"status\":\"degraded\"}");
    }

    @Test
    void down_is_503_but_alive() {
        embedding = Status.DOWN;

        assertThat(door.get("/health").statusCode()).isEqualTo(503);
        assertThat(door.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(door.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void a_probe_that_fails_is_down_and_the_others_are_still_told() {
        board.register("broken", () -> {
            throw new IllegalStateException("x");
        });

        HttpResponse<String> response = door.get("/health");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"broken\":{\"status\":\"down\"", "\"storage\":{\"status\":\"up\"");
    }

    @Test
    void with_a_key_only_liveness_and_readiness_are_open() {
        door.close();
        door = openDoor(HttpSettings.defaults().withKeys(List.of(new ApiKey("k"))));

        assertThat(door.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(door.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(door.get("/health").statusCode()).isEqualTo(401);
        assertThat(door.get("/metrics").statusCode()).isEqualTo(401);
    }

    @Test
    void metrics_are_prometheus_text() {
        new RequestMeters(meters).observed("GET", "/v1/memories/{id}", 200, Duration.ofMillis(3));

        HttpResponse<String> response = door.get("/metrics");

        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(response.body()).contains("jvm_memory_used_bytes{area=\"heap\"", "jvm_threads_live",
                "jvm_gc_collections_total", "http_server_requests_seconds_bucket{method=\"GET\"",
                "route=\"/v1/memories/{id}\"");
        assertThat(door.get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void who_asks_for_a_proof_gets_one_and_nobody_makes_it_long() {
        assertThat(door.get("/health/live", "Mimo-Challenge", "abc").body()).contains("\"proof\":\"proof of abc\"");
        assertThat(door.get("/health/live", "Mimo-Challenge", "x".repeat(129)).body()).doesNotContain("proof");
        assertThat(door.get("/health/live").body()).doesNotContain("proof");
    }

    private TestDoor openDoor(HttpSettings settings) {
        OperationsRoutes operations = new OperationsRoutes(board, meters, new ResourceMonitor(meters),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), new OperationsRoutes.ServerIdentity(Instant.EPOCH, "1.2.3",
                        "Mimo-Challenge", challenge -> "proof of " + challenge));
        return TestDoor.open(settings, operations.routes());
    }
}
