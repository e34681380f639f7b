package dev.mimo.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/// Where rooms register what is counted and timed. Names are dotted (`mimo.memories.stored`); tag values come
/// from small closed sets, never from what callers send.
public final class MetricsRegistry implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /// The registry beneath, for rooms that time by themselves.
    public MeterRegistry registry() {
        return registry;
    }

    /// A timer with a histogram from 1 ms to 10 s.
    ///
    /// @param tags names and values in turn
    public Timer timer(String name, String help, String... tags) {
        return Timer.builder(name).description(help).tags(tags)
                .serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(25),
                        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(10))
                .register(registry);
    }

    /// A value that is read when it is published; the source is kept.
    ///
    /// @param tags names and values in turn
    public <T> void gauge(String name, String help, T source, ToDoubleFunction<T> value, String... tags) {
        Gauge.builder(name, source, value).description(help).tags(tags).strongReference(true).register(registry);
    }

    /// A count that something else keeps and that only grows; the source must be kept by its owner.
    ///
    /// @param tags names and values in turn
    public <T> void total(String name, String help, T source, ToDoubleFunction<T> value, String... tags) {
        FunctionCounter.builder(name, source, value).description(help).tags(Tags.of(tags)).register(registry);
    }

    /// Everything, in Prometheus' text format.
    public String prometheusText() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
