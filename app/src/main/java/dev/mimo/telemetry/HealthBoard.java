package dev.mimo.telemetry;

import dev.mimo.telemetry.HealthProbe.Health;
import dev.mimo.telemetry.HealthProbe.Status;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// Where rooms hang out how they are doing.
public final class HealthBoard {
    private final Map<String, HealthProbe> probes = new ConcurrentSkipListMap<>();

    /// How everything is at one moment.
    ///
    /// @param status the worst of the parts
    /// @param parts by name, in order
    public record Report(Status status, Map<String, Health> parts) {}

    /// @throws IllegalStateException when the name is taken
    public void register(String name, HealthProbe probe) {
        if (probes.putIfAbsent(name, probe) != null) {
            throw new IllegalStateException("two health probes are called " + name);
        }
    }

    public Report report() {
        Map<String, Health> parts = new LinkedHashMap<>();
        probes.forEach((name, probe) -> parts.put(name, ask(probe)));
        Status worst = parts.values().stream().map(Health::status).max(Comparator.naturalOrder()).orElse(Status.UP);
        return new Report(worst, parts);
    }

    /// A probe that fails tells that its room does.
    private static Health ask(HealthProbe probe) {
        try {
            return probe.health();
        } catch (RuntimeException failed) {
            return new Health(Status.DOWN, Map.of("reason", "the check failed: " + failed.getClass().getSimpleName()));
        }
    }
}
