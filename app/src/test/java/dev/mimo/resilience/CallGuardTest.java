package dev.mimo.resilience;

import dev.mimo.resilience.AttemptFailedException.Blame;
import dev.mimo.resilience.CallGuard.CallPolicy;
import dev.mimo.resilience.CallGuard.CallTools;
import dev.mimo.resilience.CallGuard.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallGuardTest {
    private final SteppedTime time = new SteppedTime();
    private final List<Duration> pauses = new ArrayList<>();
    private int attempts;

    @Test
    void failures_in_a_row_open_it_and_a_success_between_them_does_not() throws Exception {
        CallGuard guard = guard(3, 0, 8);
        fail(guard, Blame.PASSING);
        fail(guard, Blame.LASTING);
        succeed(guard);
        fail(guard, Blame.PASSING);
        fail(guard, Blame.PASSING);
        assertThat(guard.state()).isEqualTo(State.CLOSED);

        fail(guard, Blame.PASSING);

        assertThat(guard.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource(value = Blame.class, names = {"UNSUITABLE", "CALLER", "NOBODY"})
    void what_is_not_the_other_sides_fault_opens_nothing(Blame blame) {
        CallGuard guard = guard(1, 3, 8);

        for (int i = 0; i < 5; i++) {
            fail(guard, blame);
        }

        assertThat(guard.state()).isEqualTo(State.CLOSED);
        assertThat(attempts).as("nothing is tried again").isEqualTo(5);
    }

    @Test
    void after_its_rest_one_call_at_a_time_tries() throws Exception {
        CallGuard guard = guard(1, 0, 8);
        fail(guard, Blame.LASTING);
        time.step(Duration.ofSeconds(61));

        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread probe = Thread.startVirtualThread(() -> {
            try {
                guard.call(deadline(), () -> {
                    running.countDown();
                    return awaited(over);
                });
            } catch (AttemptFailedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(guard.state()).isEqualTo(State.HALF_OPEN);
        assertThatThrownBy(() -> succeed(guard)).hasMessageContaining("rests");
        over.countDown();
        probe.join();

        assertThat(guard.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_probe_that_is_given_up_leaves_the_place_to_another() throws Exception {
        CallGuard guard = guard(1, 0, 8);
        fail(guard, Blame.LASTING);
        time.step(Duration.ofSeconds(61));
        fail(guard, Blame.NOBODY);

        succeed(guard);

        assertThat(guard.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_bug_of_ours_counts_for_nothing() {
        CallGuard guard = guard(1, 3, 8);

        assertThatThrownBy(() -> guard.call(deadline(), () -> {
            throw new IllegalStateException("a bug");
        })).isInstanceOf(IllegalStateException.class);

        assertThat(guard.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void what_the_other_side_asks_for_is_waited_unless_it_is_too_long() {
        CallGuard guard = guard(50, 2, 8);

        assertThatThrownBy(() -> guard.call(deadline(), () -> {
            throw new AttemptFailedException(Blame.PASSING, "is busy", Duration.ofSeconds(2));
        })).hasMessage("is busy");
        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));

        pauses.clear();
        assertThatThrownBy(() -> guard.call(deadline(), () -> {
            throw new AttemptFailedException(Blame.PASSING, "is busy", Duration.ofHours(2));
        })).hasMessage("is busy");
        assertThat(pauses).isEmpty();
    }

    @Test
    void no_pause_begins_that_would_end_behind_the_deadline() {
        CallGuard guard = guard(50, 2, 8);

        assertThatThrownBy(() -> guard.call(CallDeadline.in(Duration.ofSeconds(1), () -> 0), () -> {
            throw new AttemptFailedException(Blame.PASSING, "is busy", Duration.ofSeconds(2));
        })).hasMessage("is busy");

        assertThat(pauses).isEmpty();
    }

    @Test
    void more_calls_at_once_than_may_run_are_not_made() throws Exception {
        CallGuard guard = guard(1, 0, 1);

        guard.call(deadline(), () -> {
            assertThatThrownBy(() -> succeed(guard)).hasMessageContaining("at once");
            return true;
        });

        assertThat(guard.state()).isEqualTo(State.CLOSED);
    }

    private CallGuard guard(int failures, int retries, int concurrent) {
        return new CallGuard(new CallPolicy("other", new BreakerSettings(failures, Duration.ofSeconds(60)),
                new RetryBackoff(retries, Duration.ofMillis(500), Duration.ofSeconds(5)), concurrent),
                new CallTools(time, nanos -> pauses.add(Duration.ofNanos(nanos)), new Random(7),
                        new SimpleMeterRegistry()));
    }

    private static CallDeadline deadline() {
        return CallDeadline.in(Duration.ofSeconds(20), () -> 0);
    }

    private void fail(CallGuard guard, Blame blame) {
        assertThatThrownBy(() -> guard.call(deadline(), () -> {
            attempts++;
            throw new AttemptFailedException(blame, "failed");
        })).isInstanceOf(AttemptFailedException.class);
    }

    private static void succeed(CallGuard guard) throws AttemptFailedException {
        guard.call(deadline(), () -> true);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
