package dev.mimo.skills.run;

import dev.mimo.skills.catalog.SkillSettings;
import dev.mimo.skills.run.PoolListener.EndCause;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Stops what has been idle or has run for long enough, or holds more than it may.
final class PoolHousekeeper implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final PoolTable table;
    private final InstanceLifecycle lifecycle;
    private final SkillSettings settings;
    private final Thread ticker;

    PoolHousekeeper(PoolTable table, InstanceLifecycle lifecycle, SkillSettings settings) {
        this.table = table;
        this.lifecycle = lifecycle;
        this.settings = settings;
        this.ticker = Thread.ofVirtual().name("skill-pool").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(TICK);
                tick();
            }
        } catch (InterruptedException _) {
            // the pool is closed
        }
    }

    void tick() {
        Map<SkillInstance, EndCause> due = new HashMap<>();
        for (SkillInstance each : table.which(
                each -> each.skill.options().memoryMax() != null && !each.ending && each.live.isDone())) {
            Long most = each.skill.options().memoryMax();
            if (most != null && each.live.join().usage().residentBytes() > most) {
                due.put(each, EndCause.MEMORY);
            }
        }
        table.lock.lock();
        try {
            long now = table.now();
            for (SkillInstance each : table.instances) {
                EndCause cause = each.isIdle() ? due(each, now) : null;
                if (cause != null) {
                    each.ending = true;
                    due.put(each, cause);
                }
            }
        } finally {
            table.lock.unlock();
        }
        due.forEach((instance, cause) -> Thread.ofVirtual().start(() -> lifecycle.end(instance, cause)));
    }

    private @Nullable EndCause due(SkillInstance instance, long now) {
        Duration idle = instance.skill.options().idleStop();
        if (now - instance.usedAt >= (idle == null ? settings.idleStop() : idle).toNanos()) {
            return EndCause.IDLE;
        }
        Duration life = instance.skill.options().lifetime();
        long lifetime = (life == null ? settings.lifetime() : life).toNanos();
        return lifetime > 0 && now - instance.startedAt >= lifetime ? EndCause.LIFETIME : null;
    }

    @Override
    public void close() {
        ticker.interrupt();
    }
}
