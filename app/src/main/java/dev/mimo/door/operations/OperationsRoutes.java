package dev.mimo.door.operations;

import dev.mimo.door.http.HttpExchange;
import dev.mimo.door.http.Route;
import dev.mimo.door.http.Route.Entry;
import dev.mimo.json.Json;
import dev.mimo.telemetry.HealthBoard;
import dev.mimo.telemetry.HealthProbe.Health;
import dev.mimo.telemetry.HealthProbe.Status;
import dev.mimo.telemetry.MetricsRegistry;
import dev.mimo.telemetry.ResourceMonitor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// `/health` in full for people, in short for orchestrators, and `/metrics`.
public final class OperationsRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int CHALLENGE_CHARS_MAX = 128;
    private static final Entry PROBED = new Entry(true, false, 0);
    private static final Entry WATCHED = new Entry(false, false, 0);

    private final HealthBoard health;
    private final MetricsRegistry meters;
    private final ResourceMonitor resources;
    private final Clock clock;
    private final ServerIdentity self;

    /// Which server this is.
    ///
    /// @param version of Mimo, as people name it
    /// @param challengeHeader by which `/health/live` is asked for a proof
    /// @param proof of a challenge
    public record ServerIdentity(Instant started, String version, String challengeHeader,
            UnaryOperator<String> proof) {}

    public OperationsRoutes(HealthBoard health, MetricsRegistry meters, ResourceMonitor resources, Clock clock,
            ServerIdentity self) {
        this.health = health;
        this.meters = meters;
        this.resources = resources;
        this.clock = clock;
        this.self = self;
    }

    public List<Route> routes() {
        return List.of(
                Route.of("GET", "/health", this::report).on(WATCHED),
                Route.of("GET", "/health/live", this::live).on(PROBED),
                Route.of("GET", "/health/ready", this::ready).on(PROBED),
                Route.of("GET", "/metrics", this::metrics).on(WATCHED));
    }

    private void report(HttpExchange exchange) {
        HealthBoard.Report report = health.report();
        ObjectNode json = Json.object().put("status", word(report.status())).put("version", self.version())
                .put("uptime_seconds", Duration.between(self.started(), clock.instant()).toSeconds());
        report.parts().forEach((name, part) -> json.set(name, describe(part)));
        exchange.answer(code(report.status()), json);
    }

    private void live(HttpExchange exchange) {
        ObjectNode alive = Json.object().put("status", "up").put("started_at", self.started().toString());
        String challenge = exchange.header(self.challengeHeader());
        if (challenge != null && challenge.length() <= CHALLENGE_CHARS_MAX) {
            alive.put("proof", self.proof().apply(challenge));
        }
        exchange.answer(200, alive);
    }

    private void ready(HttpExchange exchange) {
        Status status = health.report().status();
        exchange.answer(code(status), Json.object().put("status", word(status)));
    }

    private void metrics(HttpExchange exchange) {
        resources.attach();
        exchange.answer(200, PROMETHEUS, meters.prometheusText().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode describe(Health part) {
        ObjectNode json = Json.object().put("status", word(part.status()));
        json.setAll(facts(part.facts()));
        return json;
    }

    private static ObjectNode facts(Map<?, ?> facts) {
        ObjectNode json = Json.object();
        facts.entrySet().stream().sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
                .forEach(fact -> put(json, fact.getKey().toString(), fact.getValue()));
        return json;
    }

    private static void put(ObjectNode json, String name, Object value) {
        switch (value) {
            case String text -> json.put(name, text);
            case Boolean flag -> json.put(name, flag);
            case Integer number -> json.put(name, number);
            case Long number -> json.put(name, number);
            case Double number -> json.put(name, number);
            case Map<?, ?> map -> json.set(name, facts(map));
            default -> throw new IllegalArgumentException("a health fact cannot be a " + value.getClass().getName());
        }
    }

    /// Degraded still answers: taking it out of service would make things worse.
    private static int code(Status status) {
        return switch (status) {
            case UP, DEGRADED -> 200;
            case DOWN -> 503;
        };
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
