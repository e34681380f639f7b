package dev.mimo.skills.run;

import dev.mimo.skills.catalog.SkillDefinition;
import dev.mimo.skills.catalog.SkillLaunch;
import dev.mimo.skills.catalog.SkillSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a pool knows: the places that are taken, and how each skill has failed. Everything here is used under the lock,
/// which is never held while anything is started, stopped or called.
final class PoolTable {
    final ReentrantLock lock = new ReentrantLock();
    /// Signalled whenever a place is free again, or a call has ended.
    final Condition changed = lock.newCondition();
    final List<SkillInstance> instances = new ArrayList<>();
    private final Map<String, StartBudget> budgets = new HashMap<>();
    private final Map<String, String> lastErrors = new HashMap<>();
    /// Whose last start, or last end, was a failure.
    private final Set<String> failing = new HashSet<>();
    private final Map<String, Long> changedAt = new HashMap<>();
    private final SkillSettings settings;
    private final LongSupplier nanoTime;
    boolean closed;

    PoolTable(SkillSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /// The one that calls of this client go to; absent when there is none.
    @Nullable
    SkillInstance find(SkillDefinition skill, String client) {
        for (SkillInstance each : instances) {
            if (!each.ending && each.skill.equals(skill) && each.client.equals(client)) {
                return each;
            }
        }
        return null;
    }

    static boolean isProgram(SkillDefinition skill) {
        return skill.launch() instanceof SkillLaunch.Program;
    }

    int programs() {
        return (int) instances.stream().filter(each -> isProgram(each.skill)).count();
    }

    boolean isFull() {
        return programs() >= settings.max();
    }

    @Nullable
    SkillInstance longestIdle() {
        return instances.stream().filter(each -> isProgram(each.skill) && each.isIdle())
                .min(Comparator.comparingLong(each -> each.usedAt)).orElse(null);
    }

    boolean isRoomComing() {
        return instances.stream().anyMatch(each -> each.ending);
    }

    StartBudget budget(String skill) {
        return budgets.computeIfAbsent(skill,
                _ -> new StartBudget(settings.restarts(), settings.restartWindow()));
    }

    /// The skill is now in another state than before.
    void stateChanged(String skill) {
        changedAt.put(skill, now());
    }

    /// How long it is in its state; absent when it never was in another.
    @Nullable
    Duration age(String skill) {
        Long since = changedAt.get(skill);
        return since == null ? null : Duration.ofNanos(now() - since);
    }

    @Nullable
    String lastError(String skill) {
        return lastErrors.get(skill);
    }

    void failed(String skill, String why) {
        budget(skill).failed(now());
        lastErrors.put(skill, why);
        failing.add(skill);
    }

    /// It can be called.
    void arrived(String skill) {
        failing.remove(skill);
        stateChanged(skill);
    }

    boolean isFailing(String skill) {
        return failing.contains(skill);
    }

    void forgive(String skill) {
        budgets.remove(skill);
        lastErrors.remove(skill);
        failing.remove(skill);
    }

    /// Takes the lock for this.
    List<SkillInstance> which(Predicate<SkillInstance> wanted) {
        lock.lock();
        try {
            return instances.stream().filter(wanted).toList();
        } finally {
            lock.unlock();
        }
    }
}
