package dev.mimo.door.cli.memory;

import java.io.PrintStream;
import java.time.Duration;

/// Says now and then how far long work is.
final class ProgressLines {
    private static final long BETWEEN = Duration.ofSeconds(1).toNanos();

    private final PrintStream to;
    private long last = System.nanoTime();

    ProgressLines(PrintStream to) {
        this.to = to;
    }

    void at(long items, long bytes, long ofBytes) {
        long now = System.nanoTime();
        if (now - last >= BETWEEN) {
            last = now;
            long percent = ofBytes <= 0 ? 0 : Math.min(100, bytes * 100 / ofBytes);
            to.println("  " + items + " found, " + percent + " % read");
        }
    }
}
