package dev.mimo;

import dev.mimo.call.LocalClient;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.skills.SkillHost;
import dev.mimo.skills.SkillMeters;
import dev.mimo.skills.SkillsRoom;
import dev.mimo.skills.catalog.SkillsFile;
import dev.mimo.skills.operation.SkillHandlers;
import dev.mimo.skills.operation.SkillOperations;
import dev.mimo.skills.operation.ToolHandlers;
import dev.mimo.skills.operation.ToolOperations;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The skills of a home and the registry that offers them: opened by the first who wants them, and closed with this.
final class SkillsOpener implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Supplier<Settings> settings;
    private final Map<String, String> environment;
    private final Supplier<MeterRegistry> meters;
    private final ToolRegistry registry = new ToolRegistry();
    private @Nullable SkillsRoom room;
    private @Nullable Thread watcher;
    private boolean closed;

    /// @param settings asked when the skills are wanted
    /// @param environment of this process
    SkillsOpener(Supplier<Settings> settings, Map<String, String> environment,
            Supplier<MeterRegistry> meters) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.meters = meters;
    }

    /// The registry, with the skills in it: those of a home without a `skills.json` once there is one.
    ToolRegistry registry() {
        learnOrWatch();
        return registry;
    }

    private synchronized void learnOrWatch() {
        if (!isLearned() && watcher == null) {
            watcher = Thread.ofVirtual().name("first-skills").start(() -> {
                try {
                    while (!isLearned()) {
                        Thread.sleep(LOOK);
                    }
                } catch (InterruptedException _) {
                    // closed, and no skill was ever named
                }
            });
        }
    }

    /// @return false while there is no file that names skills
    private synchronized boolean isLearned() {
        boolean wanted = room != null || Files.exists(SkillsFile.in(settings.get().home()).path());
        if (wanted && !closed) {
            host().learn();
        }
        return wanted || closed;
    }

    SkillHost host() {
        return room().host();
    }

    private synchronized SkillsRoom room() {
        SkillsRoom opened = room;
        if (opened == null) {
            if (closed) {
                throw new IllegalStateException("the skills are closed");
            }
            Settings now = settings.get();
            opened = SkillsRoom.open(new SkillsRoom.Place(now.home(), environment, ProgramVersion.current()),
                    registry, now.skills(), new SkillMeters(meters.get()), Clock.systemUTC());
            room = opened;
        }
        return opened;
    }

    /// Answers what is asked of skills, which opens them.
    void bind(LocalClient calls) {
        new SkillHandlers(SkillOperations.all(), this::host, Clock.systemUTC()).bind(calls);
        new ToolHandlers(ToolOperations.all(), this::registry, () -> room().calls()).bind(calls);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (watcher != null) {
            watcher.interrupt();
        }
        if (room != null) {
            room.close();
        }
    }
}
