package dev.mimo.skills.run;

import dev.mimo.skills.catalog.SkillDefinition;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One place in the pool, from before its skill is started until nothing of that runs any more. Guarded by the pool,
/// except for what it is waiting for.
final class SkillInstance {
    final SkillDefinition skill;
    /// Whose it is; empty when it is everybody's.
    final String client;
    final CallRelay relay = new CallRelay();
    /// Ends when it can be called, or with why it cannot.
    final CompletableFuture<RunningSkill> live = new CompletableFuture<>();
    /// Brings it up; interrupted when nobody wants it any more.
    volatile @Nullable Thread starter;
    int leases;
    long startedAt;
    long usedAt;
    /// No more calls are given to it.
    boolean ending;
    /// Why it is being ended; absent while nobody does.
    PoolListener.@Nullable EndCause cause;

    SkillInstance(SkillDefinition skill, String client, long now) {
        this.skill = skill;
        this.client = client;
        this.startedAt = now;
        this.usedAt = now;
    }

    boolean isIdle() {
        return leases == 0 && live.isDone() && !ending;
    }
}
