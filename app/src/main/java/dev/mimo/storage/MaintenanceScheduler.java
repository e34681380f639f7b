package dev.mimo.storage;

import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done beside the calls, on one thread.
final class MaintenanceScheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceScheduler.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("mimo-housekeeping").daemon()
                    .factory());
    private final Duration limit;

    /// @param limit how long closing waits for what is being done
    MaintenanceScheduler(Duration limit) {
        this.limit = limit;
    }

    void every(Duration pause, Runnable task) {
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(() -> attempt(task), pause.toNanos(), pause.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /// An exception would end the schedule for good.
    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RefusedException refused) {
            LOG.info("Put off until the next round: {}", refused.getMessage());
        } catch (RuntimeException bug) {
            LOG.error("Housekeeping failed", bug);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("Housekeeping did not end in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
