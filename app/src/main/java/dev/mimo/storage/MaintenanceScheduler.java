package dev.mimo.storage;

import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done beside the calls, on one thread.
final class MaintenanceScheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceScheduler.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("mimo-housekeeping").daemon()
                    .factory());
    private final Duration limit;
    /// What went wrong with a task when it was done last.
    private final Map<Runnable, String> troubles = new ConcurrentHashMap<>();

    /// @param limit how long closing waits for what is being done
    MaintenanceScheduler(Duration limit) {
        this.limit = limit;
    }

    void every(Duration pause, Runnable task) {
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(() -> attempt(task), pause.toNanos(), pause.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /// What went wrong in the last round of a task, absent when nothing did.
    @Nullable
    String trouble() {
        return troubles.values().stream().findFirst().orElse(null);
    }

    /// Whatever is thrown would end the schedule for good, and nobody would hear of it.
    private void attempt(Runnable task) {
        try {
            task.run();
            troubles.remove(task);
        } catch (RefusedException refused) {
            LOG.info("Put off until the next round: {}", refused.getMessage());
        } catch (Throwable bug) {
            String trouble = "Housekeeping failed: " + bug;
            // what fails in every round is logged once
            if (!trouble.equals(troubles.put(task, trouble))) {
                LOG.error("Housekeeping failed", bug);
            }
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
