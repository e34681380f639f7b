package dev.mimo.telemetry;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the process uses: heap, resident memory, threads, collections, open files, bytes on disk, queues.
///
/// The JVM's management beans take a while to load, so they are asked for at the first `attach` and not when
/// Mimo starts.
public final class ResourceMonitor {
    private static final Path PROCESS = Path.of("/proc/self");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final double UNKNOWN = Double.NaN;

    private final MetricsRegistry meters;
    private final AtomicBoolean attached = new AtomicBoolean();

    public ResourceMonitor(MetricsRegistry meters) {
        this.meters = meters;
    }

    /// Registers the process's own gauges, once; cheap when done already.
    public void attach() {
        if (attached.compareAndSet(false, true)) {
            memory();
            threads();
            collections();
            meters.gauge("process.open.files", "Open file descriptors", PROCESS.resolve("fd"),
                    ResourceMonitor::entries);
        }
    }

    /// A file that grows, such as the database; 0 while it does not exist.
    public void file(String name, Path path) {
        meters.gauge("mimo.file.bytes", "Bytes on disk", path, ResourceMonitor::size, "file", name);
    }

    /// A queue that has a bound.
    public void queue(String name, LongSupplier length) {
        meters.gauge("mimo.queue.length", "Entries waiting", length, LongSupplier::getAsLong, "queue", name);
    }

    /// Bytes of physical memory in use; absent as NaN where the system does not say.
    public static double residentBytes() {
        Matcher resident = RESIDENT.matcher(read(PROCESS.resolve("status")));
        return resident.find() ? Double.parseDouble(Objects.requireNonNull(resident.group(1))) * 1024 : UNKNOWN;
    }

    private void memory() {
        meters.gauge("process.resident.memory.bytes", "Physical memory in use", PROCESS, _ -> residentBytes());
        new JvmMemoryMetrics().bindTo(meters.registry());
    }

    private void threads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        meters.gauge("jvm.threads.live", "Platform threads", threads, ThreadMXBean::getThreadCount);
        meters.gauge("jvm.threads.peak", "Most platform threads so far", threads, ThreadMXBean::getPeakThreadCount);
    }

    private void collections() {
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        for (GarbageCollectorMXBean collector : collectors) {
            meters.total("jvm.gc.collections", "Collections so far", collector,
                    GarbageCollectorMXBean::getCollectionCount, "gc", collector.getName());
            meters.total("jvm.gc.seconds", "Time spent collecting", collector,
                    it -> it.getCollectionTime() / 1000.0, "gc", collector.getName());
        }
    }

    private static double entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        } catch (IOException unknown) {
            return UNKNOWN;
        }
    }

    private static double size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException none) {
            return 0;
        } catch (IOException unknown) {
            return UNKNOWN;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unknown) {
            return "";
        }
    }
}
