package dev.mimo.skills.run;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.SkillSettings;
import dev.mimo.skills.catalog.SkillDefinition;
import dev.mimo.skills.catalog.SkillLaunch;
import dev.mimo.skills.run.PoolListener.EndCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All skills that run, and the only place that starts or stops one: so that there are never more programs than may be,
/// whichever way they were asked for. A skill is started by the first call that needs it, once for all that wait, and
/// other skills' calls go on meanwhile. Where there is no room, the program that was idle for longest makes some; where
/// none is idle, the call is refused. Nothing is started or stopped under the lock. Safe for many threads.
public final class SkillPool implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    /// A program that ends sooner than this after its start counts as one that failed to start.
    private static final Duration SOON = Duration.ofSeconds(10);

    private final SkillConnector connector;
    private final SkillSettings settings;
    private final PoolListener listener;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomOrEnd = lock.newCondition();
    // what follows is guarded by the lock
    private final List<SkillInstance> instances = new ArrayList<>();
    private final Map<String, StartBudget> budgets = new HashMap<>();
    private final Map<String, String> lastErrors = new HashMap<>();
    private boolean closed;
    private final Thread ticker;

    public SkillPool(SkillConnector connector, SkillSettings settings, PoolListener listener) {
        this(connector, settings, listener, System::nanoTime);
    }

    SkillPool(SkillConnector connector, SkillSettings settings, PoolListener listener, LongSupplier nanoTime) {
        this.connector = connector;
        this.settings = settings;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.ticker = Thread.ofVirtual().name("skill-pool").start(this::tickOn);
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
        long until = nanoTime.getAsLong() + settings.startTimeout().toNanos();
        SkillInstance instance = place(skill, skill.options().perClient() ? client : "", until);
        boolean leased = false;
        try {
            RunningSkill running = instance.live.get(Math.max(1, until - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
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
                end(found.victim(), EndCause.ROOM);
            }
        }
    }

    private PlaceOrVictim placeOrVictim(SkillDefinition skill, String client, long until) throws InterruptedException {
        SkillInstance fresh;
        lock.lockInterruptibly();
        try {
            requireOpen();
            SkillInstance running = find(skill, client);
            if (running != null) {
                requireCapacity(running);
                running.leases++;
                return new PlaceOrVictim(running, null);
            }
            requireBudget(skill);
            if (isFull(skill)) {
                SkillInstance victim = longestIdle();
                if (victim == null) {
                    awaitRoom(skill, until);
                } else {
                    victim.ending = true;
                }
                return new PlaceOrVictim(null, victim);
            }
            fresh = new SkillInstance(skill, client, nanoTime.getAsLong());
            fresh.leases = 1;
            instances.add(fresh);
        } finally {
            lock.unlock();
        }
        begin(fresh);
        return new PlaceOrVictim(fresh, null);
    }

    private @Nullable SkillInstance find(SkillDefinition skill, String client) {
        for (SkillInstance each : instances) {
            if (!each.ending && each.skill.equals(skill) && each.client.equals(client)) {
                return each;
            }
        }
        return null;
    }

    private void requireOpen() {
        if (closed) {
            throw unavailable("Mimo is ending.", Duration.ofSeconds(5));
        }
    }

    private void requireCapacity(SkillInstance instance) {
        if (instance.leases >= settings.callsPerSkill()) {
            throw new RefusedException(new Refusal.TooBusy("The skill '" + instance.skill.name() + "' has "
                    + instance.leases + " calls under way already.", "Wait a moment, then try again.",
                    Duration.ofSeconds(1)));
        }
    }

    private void requireBudget(SkillDefinition skill) {
        StartBudget budget = budgets.get(skill.name());
        long now = nanoTime.getAsLong();
        Duration wait = budget == null ? Duration.ZERO : budget.pause(now);
        if (!wait.isZero()) {
            throw unavailable("The skill '" + skill.name() + "' has failed"
                    + (budget != null && budget.isSpent(now) ? " too often" : "") + " and is not started again for "
                    + (wait.toMillis() / 1000 + 1) + " s: " + lastErrors.getOrDefault(skill.name(), "no reason known"),
                    wait);
        }
    }

    private boolean isFull(SkillDefinition skill) {
        return isProgram(skill) && programs() >= settings.max();
    }

    private static boolean isProgram(SkillDefinition skill) {
        return skill.launch() instanceof SkillLaunch.Program;
    }

    private int programs() {
        return (int) instances.stream().filter(each -> isProgram(each.skill)).count();
    }

    private @Nullable SkillInstance longestIdle() {
        return instances.stream().filter(each -> isProgram(each.skill) && each.isIdle())
                .min(Comparator.comparingLong(each -> each.usedAt)).orElse(null);
    }

    /// Only for those that are being stopped: whoever calls a skill may do so for minutes.
    private void awaitRoom(SkillDefinition skill, long until) throws InterruptedException {
        boolean soon = instances.stream().anyMatch(each -> each.ending);
        if (!soon || roomOrEnd.awaitNanos(until - nanoTime.getAsLong()) <= 0) {
            listener.rejected(skill.name());
            throw new RefusedException(new Refusal.TooBusy("All " + settings.max() + " programs of skills are in use, "
                    + "so '" + skill.name() + "' cannot be started.",
                    "Wait for one to be idle, stop one, or raise skills.max.", Duration.ofSeconds(5)));
        }
    }

    private void begin(SkillInstance instance) {
        if (isProgram(instance.skill)) {
            listener.starting(instance.skill.name());
            listener.filled(count(each -> isProgram(each.skill)), settings.max());
        }
        instance.starter = Thread.ofVirtual().name("skill-start").start(() -> {
            try {
                RunningSkill running = connector.connect(instance.skill, instance.relay);
                arrived(instance, running);
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
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            took = Duration.ofNanos(now - instance.startedAt);
            instance.usedAt = now;
            wanted = !closed && !instance.ending;
        } finally {
            lock.unlock();
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
    private void end(SkillInstance instance, EndCause cause) {
        boolean first;
        lock.lock();
        try {
            first = instances.contains(instance) && instance.cause == null;
            if (first) {
                instance.cause = cause;
                instance.ending = true;
            }
        } finally {
            lock.unlock();
        }
        if (!first) {
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
        boolean soon = nanoTime.getAsLong() - instance.startedAt < SOON.toNanos();
        boolean failure = cause == EndCause.HANGING || cause == EndCause.MEMORY || cause == EndCause.ITSELF && soon;
        remove(instance, failure ? "It " + words(cause) + "." : null);
        listener.ended(instance.skill.name(), cause);
    }

    private static String words(EndCause cause) {
        return switch (cause) {
            case HANGING -> "did not answer";
            case MEMORY -> "held more memory than it may";
            case ITSELF -> "ended soon after it was started";
            case IDLE, ROOM, LIFETIME, CHANGED, ASKED, CLOSED -> "was stopped";
        };
    }

    /// @param failure absent when it was none
    private void remove(SkillInstance instance, @Nullable String failure) {
        lock.lock();
        try {
            instances.remove(instance);
            if (failure != null) {
                budgets.computeIfAbsent(instance.skill.name(),
                        _ -> new StartBudget(settings.restarts(), settings.restartWindow()))
                        .failed(nanoTime.getAsLong());
                lastErrors.put(instance.skill.name(), failure);
            }
            roomOrEnd.signalAll();
        } finally {
            lock.unlock();
        }
        if (isProgram(instance.skill)) {
            listener.filled(count(each -> isProgram(each.skill)), settings.max());
        }
    }

    private void release(SkillInstance instance) {
        boolean unwanted;
        lock.lock();
        try {
            instance.leases--;
            instance.usedAt = nanoTime.getAsLong();
            unwanted = instance.leases == 0 && instance.ending && instance.cause == null;
            roomOrEnd.signalAll();
        } finally {
            lock.unlock();
        }
        if (unwanted) {
            end(instance, EndCause.CHANGED);
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
            Thread.ofVirtual().name("skill-end").start(() -> end(instance, EndCause.HANGING));
        }

        @Override
        public void close() {
            release(instance);
        }
    }

    private void tickOn() {
        try {
            while (true) {
                Thread.sleep(TICK);
                tick();
            }
        } catch (InterruptedException _) {
            // the pool is closed
        }
    }

    /// Stops what has been idle or has run for long enough, or holds more than it may.
    void tick() {
        Map<SkillInstance, EndCause> due = new HashMap<>();
        for (SkillInstance each : limited()) {
            Long most = each.skill.options().memoryMax();
            if (most != null && each.live.join().usage().residentBytes() > most) {
                due.put(each, EndCause.MEMORY);
            }
        }
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            for (SkillInstance each : instances) {
                EndCause cause = each.isIdle() ? due(each, now) : null;
                if (cause != null) {
                    each.ending = true;
                    due.put(each, cause);
                }
            }
        } finally {
            lock.unlock();
        }
        due.forEach((instance, cause) -> Thread.ofVirtual().start(() -> end(instance, cause)));
    }

    private List<SkillInstance> limited() {
        lock.lock();
        try {
            return instances.stream().filter(each -> each.skill.options().memoryMax() != null && !each.ending
                    && each.live.isDone()).toList();
        } finally {
            lock.unlock();
        }
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

    /// What runs of one skill, for whoever looks.
    ///
    /// @param lastError why it last failed; absent when it did not
    /// @param spent whether it has failed so often that it is left alone
    public record PoolState(int starting, List<RunningSkill> running, int calls, @Nullable String lastError,
            boolean spent) {}

    public PoolState state(String skill) {
        lock.lock();
        try {
            List<SkillInstance> own = instances.stream().filter(each -> each.skill.name().equals(skill)).toList();
            List<RunningSkill> running = own.stream().filter(each -> each.live.isDone())
                    .map(each -> each.live.getNow(null)).toList();
            StartBudget budget = budgets.get(skill);
            return new PoolState(own.size() - running.size(), running, own.stream().mapToInt(each -> each.leases).sum(),
                    lastErrors.get(skill), budget != null && budget.isSpent(nanoTime.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    /// Stops a skill, and forgets its failures: calls under way may go on until the limit, none begin any more in what
    /// runs now. The next call starts it anew.
    public void stop(String skill) throws InterruptedException {
        retire(each -> each.skill.name().equals(skill));
        lock.lock();
        try {
            budgets.remove(skill);
            lastErrors.remove(skill);
        } finally {
            lock.unlock();
        }
    }

    /// Stops what is none of these any more, as `stop` does.
    public void keepOnly(Predicate<SkillDefinition> wanted) throws InterruptedException {
        retire(each -> !wanted.test(each.skill));
    }

    private void retire(Predicate<SkillInstance> which) throws InterruptedException {
        long until = nanoTime.getAsLong() + settings.drain().toNanos();
        List<SkillInstance> retired;
        lock.lockInterruptibly();
        try {
            retired = instances.stream().filter(which).toList();
            retired.forEach(each -> each.ending = true);
            while (retired.stream().anyMatch(each -> each.leases > 0)) {
                if (roomOrEnd.awaitNanos(until - nanoTime.getAsLong()) <= 0) {
                    break;
                }
            }
        } finally {
            lock.unlock();
        }
        endAll(retired, EndCause.CHANGED);
    }

    private void endAll(List<SkillInstance> which, EndCause cause) throws InterruptedException {
        List<Thread> threads = which.stream()
                .map(each -> Thread.ofVirtual().name("skill-end").start(() -> end(each, cause))).toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private int count(Predicate<SkillInstance> which) {
        lock.lock();
        try {
            return (int) instances.stream().filter(which).count();
        } finally {
            lock.unlock();
        }
    }

    /// Ends all of them at once, whatever they do.
    @Override
    public void close() {
        ticker.interrupt();
        List<SkillInstance> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(instances);
            roomOrEnd.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            endAll(all, EndCause.CLOSED);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
