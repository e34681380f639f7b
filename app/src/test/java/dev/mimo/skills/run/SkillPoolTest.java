package dev.mimo.skills.run;

import dev.mimo.mcp.client.McpClient;
import dev.mimo.process.TreeUsage;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.catalog.SkillDefinition;
import dev.mimo.skills.catalog.SkillLaunch;
import dev.mimo.skills.catalog.SkillOptions;
import dev.mimo.skills.catalog.SkillSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Which skills run, with skills that do nothing else.
class SkillPoolTest {
    private final AtomicLong now = new AtomicLong(1);
    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger up = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean broken;
    private SkillPool pool = pool(3);

    @AfterEach
    void close() {
        pool.close();
        assertThat(up).hasValue(0);
    }

    @Test
    void all_that_wait_for_a_skill_get_the_one_that_is_started() throws Exception {
        gate = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SkillPool.Lease>> leases = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                leases.add(callers.submit(() -> pool.lease(skill("a"), "")));
            }
            gate.countDown();
            RunningSkill first = leases.getFirst().get().running();
            for (Future<SkillPool.Lease> lease : leases) {
                assertThat(lease.get().running()).isSameAs(first);
                lease.get().close();
            }
        }
        assertThat(told).containsOnlyOnce("starting a");
    }

    @Test
    void a_slow_start_holds_up_no_other_skill() throws Exception {
        gate = new CountDownLatch(1);
        Thread slow = Thread.ofVirtual().start(() -> leaseAndClose("slow"));
        awaitTold("starting slow");
        CountDownLatch held = gate;
        gate = new CountDownLatch(0);

        leaseAndClose("quick");

        assertThat(told).contains("started quick").doesNotContain("started slow");
        held.countDown();
        slow.join();
    }

    @Test
    void the_one_idle_for_longest_makes_room() throws Exception {
        leaseAndClose("a");
        now.addAndGet(1);
        leaseAndClose("b");
        now.addAndGet(1);
        leaseAndClose("c");
        now.addAndGet(1);
        leaseAndClose("a");

        leaseAndClose("d");

        assertThat(told).contains("ended b ROOM").doesNotContain("ended a ROOM", "ended c ROOM");
        assertThat(most).hasValue(3);
    }

    @Test
    void where_none_is_idle_the_call_is_refused() throws Exception {
        List<SkillPool.Lease> leases = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            leases.add(pool.lease(skill(name), ""));
        }

        assertThatThrownBy(() -> pool.lease(skill("d"), "")).isInstanceOfSatisfying(RefusedException.class,
                e -> assertThat(e.refusal()).isInstanceOf(Refusal.TooBusy.class))
                .hasMessageContaining("All 3 programs");
        assertThat(told).contains("rejected d");
        leases.forEach(SkillPool.Lease::close);
    }

    @Test
    void servers_elsewhere_take_no_programs_room() throws Exception {
        pool.close();
        pool = pool(1);
        SkillPool.Lease program = pool.lease(skill("a"), "");
        SkillPool.Lease elsewhere = pool.lease(new SkillDefinition("b",
                new SkillLaunch.Endpoint("https://example.com", Map.of(), null), options(false, null), true), "");

        assertThat(elsewhere.running()).isNotNull();
        program.close();
        elsewhere.close();
    }

    @Test
    void a_skill_that_keeps_what_a_client_did_runs_once_for_each() throws Exception {
        SkillDefinition skill = new SkillDefinition("a", program(), options(true, null), true);
        try (SkillPool.Lease one = pool.lease(skill, "x");
                SkillPool.Lease other = pool.lease(skill, "y");
                SkillPool.Lease again = pool.lease(skill, "x")) {
            assertThat(one.running()).isSameAs(again.running()).isNotSameAs(other.running());
        }
    }

    @Test
    void one_that_cannot_be_started_is_left_alone_for_longer_each_time() {
        broken = true;
        assertThatThrownBy(() -> pool.lease(skill("a"), "")).hasMessageContaining("no such program");
        assertThatThrownBy(() -> pool.lease(skill("a"), "")).hasMessageContaining("not started again for 1 s: no such");
        for (int i = 0; i < 4; i++) {
            now.addAndGet(TimeUnit.SECONDS.toNanos(5));
            assertThatThrownBy(() -> pool.lease(skill("a"), "")).hasMessageContaining("no such program");
        }
        now.addAndGet(TimeUnit.SECONDS.toNanos(60));

        assertThatThrownBy(() -> pool.lease(skill("a"), "")).hasMessageContaining("has failed too often");
        assertThat(pool.state("a").spent()).isTrue();

        broken = false;
        now.addAndGet(Duration.ofMinutes(5).toNanos());
        leaseAndClose("a");
        assertThat(told).contains("started a");
    }

    @Test
    void one_that_was_told_to_start_anew_may_at_once() throws Exception {
        broken = true;
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> pool.lease(skill("a"), "")).isInstanceOf(RefusedException.class);
            now.addAndGet(TimeUnit.SECONDS.toNanos(9));
        }
        broken = false;

        pool.stop("a");

        leaseAndClose("a");
        assertThat(pool.state("a").lastError()).isNull();
    }

    @Test
    void one_that_ends_by_itself_is_replaced_by_the_next_call() throws Exception {
        SkillPool.Lease lease = pool.lease(skill("a"), "");
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        ((Nothing) lease.running()).die();
        awaitTold("ended a ITSELF");
        lease.close();

        try (SkillPool.Lease next = pool.lease(skill("a"), "")) {
            assertThat(next.running()).isNotSameAs(lease.running());
        }
    }

    @Test
    void one_that_ends_at_once_counts_as_failed() throws Exception {
        SkillPool.Lease lease = pool.lease(skill("a"), "");
        ((Nothing) lease.running()).die();
        awaitTold("ended a ITSELF");
        lease.close();

        assertThatThrownBy(() -> pool.lease(skill("a"), "")).hasMessageContaining("ended soon after it was started");
    }

    @Test
    void idle_ones_are_stopped_and_busy_ones_are_not() throws Exception {
        leaseAndClose("idle");
        SkillPool.Lease busy = pool.lease(skill("busy"), "");
        now.addAndGet(SkillSettings.defaults().idleStop().toNanos());

        pool.tick();

        awaitTold("ended idle IDLE");
        assertThat(pool.state("busy").running()).hasSize(1);
        busy.close();
    }

    @Test
    void one_that_holds_too_much_memory_is_stopped_though_it_is_busy() throws Exception {
        SkillPool.Lease lease = pool.lease(new SkillDefinition("a", program(), options(false, 100L), true), "");
        pool.tick();
        assertThat(told).doesNotContain("ended a MEMORY");
        ((Nothing) lease.running()).bytes = 101;

        pool.tick();

        awaitTold("ended a MEMORY");
        lease.close();
    }

    @Test
    void calls_under_way_in_a_changed_skill_may_end() throws Exception {
        SkillPool.Lease old = pool.lease(skill("a"), "");
        SkillDefinition changed = new SkillDefinition("a", program(), options(true, null), true);
        Thread change = Thread.ofVirtual().start(() -> {
            try {
                pool.keepOnly(changed::equals);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        awaitEnding();

        try (SkillPool.Lease fresh = pool.lease(changed, "")) {
            assertThat(fresh.running()).isNotSameAs(old.running());
            assertThat(told).doesNotContain("ended a CHANGED");
        }
        old.close();
        change.join();
        assertThat(told).contains("ended a CHANGED");
    }

    @Test
    void a_start_that_hangs_is_given_up_when_the_pool_closes() throws Exception {
        gate = new CountDownLatch(1);
        Thread caller = Thread.ofVirtual().start(() -> leaseAndClose("a"));
        awaitTold("starting a");

        pool.close();

        caller.join();
        assertThat(told).contains("failed a");
    }

    @Test
    void there_are_never_more_than_may_be_whoever_asks() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                Future<?> _ = callers.submit(() -> {
                    for (int j = 0; j < 50; j++) {
                        try (SkillPool.Lease lease = pool.lease(
                                skill("s" + ThreadLocalRandom.current().nextInt(9)), "")) {
                            assertThat(lease.running()).isNotNull();
                        } catch (RefusedException _) {
                            refused.incrementAndGet();
                        }
                    }
                    return 0;
                });
            }
        }
        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(refused.get()).isLessThan(64 * 50);
    }

    private SkillPool pool(int max) {
        SkillSettings usual = SkillSettings.defaults();
        SkillSettings settings = new SkillSettings(max, usual.idleStop(), usual.lifetime(), Duration.ofSeconds(30),
                usual.callTimeout(), usual.callLongest(), usual.callsPerSkill(), usual.drain(), usual.restarts(),
                usual.restartWindow(), usual.resultBytesMax());
        return new SkillPool((skill, _) -> {
            gate.await();
            if (broken) {
                throw new RefusedException(new Refusal.Unavailable("no such program", "-", Duration.ofSeconds(1)));
            }
            return new Nothing();
        }, settings, new Telling(), now::get);
    }

    private final class Nothing implements RunningSkill {
        private final CompletableFuture<Boolean> gone = new CompletableFuture<>();
        private volatile long bytes;

        private Nothing() {
            int running = up.incrementAndGet();
            most.accumulateAndGet(running, Math::max);
        }

        void die() {
            gone.complete(true);
        }

        @Override
        public McpClient client() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<?> gone() {
            return gone;
        }

        @Override
        public TreeUsage usage() {
            return new TreeUsage(1, bytes, Duration.ZERO);
        }

        @Override
        public void close() {
            up.decrementAndGet();
            gone.complete(true);
        }
    }

    private final class Telling implements PoolListener {
        @Override
        public void starting(String skill) {
            told.add("starting " + skill);
        }

        @Override
        public void started(String skill, Duration took) {
            told.add("started " + skill);
        }

        @Override
        public void failed(String skill, String why) {
            told.add("failed " + skill);
        }

        @Override
        public void rejected(String skill) {
            told.add("rejected " + skill);
        }

        @Override
        public void ended(String skill, EndCause by) {
            told.add("ended " + skill + " " + by);
        }
    }

    private void leaseAndClose(String name) {
        try (SkillPool.Lease lease = pool.lease(skill(name), "")) {
            assertThat(lease.running()).isNotNull();
        } catch (RefusedException | InterruptedException e) {
            told.add("refused " + name);
        }
    }

    private void awaitTold(String what) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!told.contains(what) && System.nanoTime() < until) {
            Thread.sleep(1);
        }
        assertThat(told).contains(what);
    }

    private void awaitEnding() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        boolean fresh = false;
        while (!fresh && System.nanoTime() < until) {
            // a retired one is not found any more
            try (SkillPool.Lease _ = pool.lease(skill("a"), "")) {
                fresh = told.stream().filter("starting a"::equals).count() > 1;
            }
        }
        assertThat(fresh).isTrue();
    }

    private static SkillDefinition skill(String name) {
        return new SkillDefinition(name, program(), options(false, null), true);
    }

    private static SkillLaunch program() {
        return new SkillLaunch.Program(List.of("x"), Map.of(), List.of(), null, null);
    }

    private static SkillOptions options(boolean perClient, @Nullable Long memoryMax) {
        return new SkillOptions(null, null, null, null, perClient, memoryMax, "", Set.of(), Set.of(), false);
    }
}
