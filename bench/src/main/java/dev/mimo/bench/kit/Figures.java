package dev.mimo.bench.kit;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Prints what was measured, one line a figure: what, value, unit, and a remark where it needs one.
public final class Figures {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private final PrintStream out;

    public Figures(PrintStream out) {
        this.out = out;
    }

    /// The machine as it is now, its load included: a figure measured beside other work is worth less.
    public void machine() {
        Runtime runtime = Runtime.getRuntime();
        text("processor", processor());
        text("cores", String.valueOf(runtime.availableProcessors()));
        text("load average, 1 minute", format(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        text("java", Runtime.version() + " " + System.getProperty("java.vm.name"));
        text("heap, at most", (runtime.maxMemory() >> 20) + " MiB");
    }

    public void text(String what, String value) {
        out.printf(Locale.ROOT, "%-52s %s%n", what, value);
    }

    public void figure(String what, double value, String unit) {
        text(what, format(value) + " " + unit);
    }

    /// A figure with the least that it must reach.
    public void figure(String what, double value, String unit, double least) {
        text(what, "%s %s (must reach %s: %s)".formatted(format(value), unit, format(least),
                value >= least ? "reached" : "missed"));
    }

    /// A figure with the most that it may reach.
    public void atMost(String what, double value, String unit, double most) {
        text(what, "%s %s (at most %s: %s)".formatted(format(value), unit, format(most),
                value <= most ? "kept" : "missed"));
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }

    private static String processor() {
        String fallback = System.getProperty("os.arch") + " (" + System.getProperty("os.name") + ")";
        try (var lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(fallback);
        } catch (IOException _) {
            return fallback;
        }
    }
}
