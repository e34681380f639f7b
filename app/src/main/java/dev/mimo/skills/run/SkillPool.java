package dev.mimo.skills.run;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.catalog.SkillDefinition;
import dev.mimo.skills.catalog.SkillSettings;
import dev.mimo.skills.run.PoolListener.EndCause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All skills that run, and the only place that starts or stops one: so that there are never more programs than may be,
/// whichever way they were asked for. A skill is started by the first call that needs it, once for all that wait, and
/// other skills' calls go on meanwhile. Where there is no room, the program that was idle for longest makes some; where
/// none is idle, the call is refused. Safe for many threads.
public final class SkillPool implements AutoCloseable {
    private final SkillSettings settings;
    private final PoolListener listener;
    private final PoolTable table;
    private final InstanceLifecycle lifecycle;
    private final PoolHousekeeper housekeeper;

    public SkillPool(SkillConnector connector, SkillSettings settings, PoolListener listener) {
        this(connector, settings, listener, System::nanoTime);
    }

    SkillPool(SkillConnector connector, SkillSettings settings, PoolListener listener, LongSupplier nanoTime) {
        this.settings = settings;
        this.listener = listener;
        this.table = new PoolTable(settings, nanoTime);
        this.lifecycle = new InstanceLifecycle(table, connector, listener, settings);
        this.housekeeper = new PoolHousekeeper(table, lifecycle, settings);
    }

    /// The right to call a skill until it is closed.
    public interface Lease extends AutoCloseable {
        RunningSkill running();

        /// From here on the skill may ask this call, and tell it things, until it is left.
        CallRelay.Running enter(CallContext call);

        /// The skill has hung: nobody else gets it, and it is ended.
        void hung();

        @Override
        void close();
    }

    /// A skill that can be called, started if it does not run yet.
    ///
    /// @param client whose call it is; matters to skills that have a process for each
    /// @throws RefusedException when it cannot be started, may not be yet, or there is no room
    public Lease lease(SkillDefinition skill, String client) throws InterruptedException {
        long until = table.now() + settings.startTimeout().toNanos();
        SkillInstance instance = place(skill, skill.options().perClient() ? client : "", until);
        boolean leased = false;
        try {
            RunningSkill running = instance.live.get(Math.max(1, until - table.now()), TimeUnit.NANOSECONDS);
            leased = true;
            return new PoolLease(instance, running);
        } catch (TimeoutException _) {
            throw unavailable("The skill '" + skill.name() + "' is still being started.", Duration.ofSeconds(5));
        } catch (ExecutionException e) {
            throw startFailed(skill, e.getCause());
        } finally {
            if (!leased) {
                release(instance);
            }
        }
    }

    private static RefusedException startFailed(SkillDefinition skill, @Nullable Throwable cause) {
        return cause instanceof RefusedException refused
                ? refused
                : unavailable("The skill '" + skill.name() + "' could not be started.", Duration.ofSeconds(5));
    }

    private static RefusedException unavailable(String detail, Duration retryAfter) {
        return new RefusedException(new Refusal.Unavailable(detail,
                "Try again in a moment; `skills list` shows its state, `skills logs` what it said.", retryAfter));
    }

    private record PlaceOrVictim(@Nullable SkillInstance place, @Nullable SkillInstance victim) {}

    /// @return a place with one more lease on it
    private SkillInstance place(SkillDefinition skill, String client, long until) throws InterruptedException {
        while (true) {
            PlaceOrVictim found = placeOrVictim(skill, client, until);
            if (found.place() != null) {
                return found.place();
            }
            if (found.victim() != null) {
                lifecycle.end(found.victim(), EndCause.ROOM);
            }
        }
    }

    private PlaceOrVictim placeOrVictim(SkillDefinition skill, String client, long until) throws InterruptedException {
        SkillInstance fresh;
        table.lock.lockInterruptibly();
        try {
            if (table.closed) {
                throw unavailable("Mimo is ending.", Duration.ofSeconds(5));
            }
            SkillInstance running = table.find(skill, client);
            if (running != null) {
                requireCapacity(running);
                running.leases++;
                return new PlaceOrVictim(running, null);
            }
            requireBudget(skill);
            if (PoolTable.isProgram(skill) && table.isFull()) {
                SkillInstance victim = table.longestIdle();
                if (victim == null) {
                    awaitRoom(skill, until);
                } else {
                    victim.ending = true;
                }
                return new PlaceOrVictim(null, victim);
            }
            fresh = new SkillInstance(skill, client, table.now());
            fresh.leases = 1;
            table.instances.add(fresh);
            table.stateChanged(skill.name());
        } finally {
            table.lock.unlock();
        }
        lifecycle.begin(fresh);
        return new PlaceOrVictim(fresh, null);
    }

    private void requireCapacity(SkillInstance instance) {
        if (instance.leases >= settings.callsPerSkill()) {
            throw new RefusedException(new Refusal.TooBusy("The skill '" + instance.skill.name() + "' has "
                    + instance.leases + " calls under way already.", "Wait a moment, then try again.",
                    Duration.ofSeconds(1)));
        }
    }

    private void requireBudget(SkillDefinition skill) {
        StartBudget budget = table.budget(skill.name());
        long now = table.now();
        Duration pause = budget.pause(now);
        if (!pause.isZero()) {
            throw unavailable("The skill '" + skill.name() + "' has failed" + (budget.isSpent(now) ? " too often" : "")
                    + " and is not started again for " + (pause.toMillis() / 1000 + 1) + " s: "
                    + table.lastError(skill.name()), pause);
        }
    }

    /// Only for those that are being stopped: whoever calls a skill may do so for minutes.
    private void awaitRoom(SkillDefinition skill, long until) throws InterruptedException {
        boolean inTime = true;
        while (inTime && isOccupied() && table.isRoomComing()) {
            inTime = table.changed.awaitNanos(until - table.now()) > 0;
        }
        if (isOccupied()) {
            listener.rejected(skill.name());
            throw new RefusedException(new Refusal.TooBusy("All " + settings.max() + " programs of skills are in use, "
                    + "so '" + skill.name() + "' cannot be started.",
                    "Wait for one to be idle, stop one, or raise skills.max.", Duration.ofSeconds(5)));
        }
    }

    private boolean isOccupied() {
        return table.isFull() && table.longestIdle() == null;
    }

    private void release(SkillInstance instance) {
        boolean unwanted;
        table.lock.lock();
        try {
            instance.leases--;
            instance.usedAt = table.now();
            unwanted = instance.leases == 0 && instance.ending && instance.cause == null;
            table.changed.signalAll();
        } finally {
            table.lock.unlock();
        }
        if (unwanted) {
            lifecycle.end(instance, EndCause.CHANGED);
        }
    }

    private final class PoolLease implements Lease {
        private final SkillInstance instance;
        private final RunningSkill running;

        PoolLease(SkillInstance instance, RunningSkill running) {
            this.instance = instance;
            this.running = running;
        }

        @Override
        public RunningSkill running() {
            return running;
        }

        @Override
        public CallRelay.Running enter(CallContext call) {
            return instance.relay.enter(call);
        }

        @Override
        public void hung() {
            Thread.ofVirtual().name("skill-end").start(() -> lifecycle.end(instance, EndCause.HANGING));
        }

        @Override
        public void close() {
            release(instance);
        }
    }

    void tick() {
        housekeeper.tick();
    }

    /// What runs of one skill, for whoever looks.
    ///
    /// @param lastError why it last failed; absent when it did not
    /// @param failing whether its last start, or its last end, was a failure
    /// @param spent whether it has failed so often that it is left alone
    /// @param age how long it is in its state; absent when it never was in another
    public record PoolState(int starting, List<RunningSkill> running, int calls, @Nullable String lastError,
            boolean failing, boolean spent, @Nullable Duration age) {}

    public PoolState state(String skill) {
        table.lock.lock();
        try {
            List<SkillInstance> own = table.instances.stream().filter(each -> each.skill.name().equals(skill)).toList();
            List<RunningSkill> running = own.stream().filter(each -> each.live.isDone())
                    .map(each -> each.live.join()).toList();
            int calls = own.stream().mapToInt(each -> each.leases).sum();
            return new PoolState(own.size() - running.size(), running, calls, table.lastError(skill),
                    table.isFailing(skill), table.budget(skill).isSpent(table.now()), table.age(skill));
        } finally {
            table.lock.unlock();
        }
    }

    /// Stops a skill, and forgets its failures: calls under way may go on until the limit, none begin any more in what
    /// runs now. The next call starts it anew.
    public void stop(String skill) throws InterruptedException {
        retire(each -> each.skill.name().equals(skill));
        table.lock.lock();
        try {
            table.forgive(skill);
        } finally {
            table.lock.unlock();
        }
    }

    /// Stops what is none of these any more, as `stop` does.
    public void keepOnly(Predicate<SkillDefinition> wanted) throws InterruptedException {
        retire(each -> !wanted.test(each.skill));
    }

    private void retire(Predicate<SkillInstance> which) throws InterruptedException {
        long until = table.now() + settings.drain().toNanos();
        List<SkillInstance> retired;
        table.lock.lockInterruptibly();
        try {
            retired = table.instances.stream().filter(which).toList();
            retired.forEach(each -> each.ending = true);
            while (retired.stream().anyMatch(each -> each.leases > 0)) {
                if (table.changed.awaitNanos(until - table.now()) <= 0) {
                    break;
                }
            }
        } finally {
            table.lock.unlock();
        }
        lifecycle.endAll(retired, EndCause.CHANGED);
    }

    /// Ends all of them at once, whatever they do.
    @Override
    public void close() {
        housekeeper.close();
        List<SkillInstance> all;
        table.lock.lock();
        try {
            table.closed = true;
            all = List.copyOf(table.instances);
            table.changed.signalAll();
        } finally {
            table.lock.unlock();
        }
        try {
            lifecycle.endAll(all, EndCause.CLOSED);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
