package dev.mimo.skills.run;

import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.catalog.SkillSettings;
import dev.mimo.skills.run.PoolListener.EndCause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Starts what has a place in the table, and ends it.
final class InstanceLifecycle {
    /// A program that ends sooner than this after its start counts as one that failed to start.
    private static final Duration SOON = Duration.ofSeconds(10);

    private final PoolTable table;
    private final SkillConnector connector;
    private final PoolListener listener;
    private final SkillSettings settings;

    InstanceLifecycle(PoolTable table, SkillConnector connector, PoolListener listener, SkillSettings settings) {
        this.table = table;
        this.connector = connector;
        this.listener = listener;
        this.settings = settings;
    }

    /// Returns at once.
    void begin(SkillInstance instance) {
        if (PoolTable.isProgram(instance.skill)) {
            listener.starting(instance.skill.name());
            tellFilled();
        }
        instance.starter = Thread.ofVirtual().name("skill-start").start(() -> {
            try {
                arrived(instance, connector.connect(instance.skill, instance.relay));
            } catch (InterruptedException e) {
                failed(instance, "Its start was interrupted.", e);
            } catch (RefusedException e) {
                failed(instance, e.refusal().detail(), e);
            } catch (RuntimeException | Error e) {
                failed(instance, "It could not be started: " + e + ".", e);
            }
        });
    }

    private void arrived(SkillInstance instance, RunningSkill running) {
        Duration took;
        boolean wanted;
        table.lock.lock();
        try {
            instance.usedAt = table.now();
            took = Duration.ofNanos(instance.usedAt - instance.startedAt);
            wanted = !table.closed && !instance.ending;
            if (wanted) {
                table.arrived(instance.skill.name());
            }
        } finally {
            table.lock.unlock();
        }
        listener.started(instance.skill.name(), took);
        instance.live.complete(running);
        running.gone().whenComplete((_, _) -> Thread.ofVirtual().start(() -> end(instance, EndCause.ITSELF)));
        if (!wanted) {
            end(instance, EndCause.CHANGED);
        }
    }

    private void failed(SkillInstance instance, String why, Throwable cause) {
        listener.failed(instance.skill.name(), why);
        remove(instance, why);
        instance.live.completeExceptionally(cause);
    }

    /// Ends one, whoever asks for it first, and returns when nothing of it runs any more.
    void end(SkillInstance instance, EndCause cause) {
        if (!claim(instance, cause)) {
            return;
        }
        Thread starter = instance.starter;
        if (starter != null && !instance.live.isDone()) {
            starter.interrupt();
        }
        try {
            instance.live.join().close();
        } catch (CompletionException _) {
            // it never ran
        }
        boolean soon = table.now() - instance.startedAt < SOON.toNanos();
        boolean failure = cause == EndCause.HANGING || cause == EndCause.MEMORY
                || (cause == EndCause.ITSELF && soon);
        remove(instance, failure ? "It " + words(cause) + "." : null);
        listener.ended(instance.skill.name(), cause);
    }

    private boolean claim(SkillInstance instance, EndCause cause) {
        table.lock.lock();
        try {
            boolean first = table.instances.contains(instance) && instance.cause == null;
            if (first) {
                instance.cause = cause;
                instance.ending = true;
            }
            return first;
        } finally {
            table.lock.unlock();
        }
    }

    /// Ends them side by side.
    void endAll(List<SkillInstance> which, EndCause cause) throws InterruptedException {
        List<Thread> threads = which.stream()
                .map(each -> Thread.ofVirtual().name("skill-end").start(() -> end(each, cause))).toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static String words(EndCause cause) {
        return switch (cause) {
            case HANGING -> "did not answer";
            case MEMORY -> "held more memory than it may";
            case ITSELF -> "ended soon after it was started";
            case IDLE, ROOM, LIFETIME, CHANGED, CLOSED -> "was stopped";
        };
    }

    /// @param failure absent when it was none
    private void remove(SkillInstance instance, @Nullable String failure) {
        table.lock.lock();
        try {
            table.instances.remove(instance);
            table.stateChanged(instance.skill.name());
            if (failure != null) {
                table.failed(instance.skill.name(), failure);
            } else if (table.now() - instance.startedAt >= SOON.toNanos()) {
                table.budget(instance.skill.name()).succeeded();
            }
            table.changed.signalAll();
        } finally {
            table.lock.unlock();
        }
        if (PoolTable.isProgram(instance.skill)) {
            tellFilled();
        }
    }

    private void tellFilled() {
        listener.filled(table.which(each -> PoolTable.isProgram(each.skill)).size(), settings.max());
    }
}
