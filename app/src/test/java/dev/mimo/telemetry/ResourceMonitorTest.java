package dev.mimo.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceMonitorTest {
    @Test
    void files_and_queues_are_published_as_they_are_now(@TempDir Path folder) throws IOException {
        try (MetricsRegistry meters = new MetricsRegistry()) {
            ResourceMonitor monitor = new ResourceMonitor(meters);
            Path file = folder.resolve("mimo.db");
            monitor.file("database", file);
            monitor.queue("writes", () -> 7);

            assertThat(meters.prometheusText()).contains("mimo_file_bytes{file=\"database\"} 0.0",
                    "mimo_queue_length{queue=\"writes\"} 7.0");
            Files.write(file, new byte[100]);
            assertThat(meters.prometheusText()).contains("mimo_file_bytes{file=\"database\"} 100.0");
        }
    }

    @Test
    void the_process_is_attached_once() {
        try (MetricsRegistry meters = new MetricsRegistry()) {
            ResourceMonitor monitor = new ResourceMonitor(meters);
            monitor.attach();
            monitor.attach();

            assertThat(meters.prometheusText()).contains("jvm_threads_live", "process_open_files");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void resident_memory_is_known_on_linux() {
        assertThat(ResourceMonitor.residentBytes()).isBetween(10e6, 10e9);
    }
}
