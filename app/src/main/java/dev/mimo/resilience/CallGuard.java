package dev.mimo.resilience;

import dev.mimo.resilience.AttemptFailedException.Blame;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands before one thing outside: its breaker counts each attempt, failures that may pass are tried again, and only
/// so many calls run at once. The breaker opens after so many failures in a row; after its rest a single call tries
/// whether it is over, and its outcome closes or opens it again.
public final class CallGuard {
    private static final Logger LOG = LoggerFactory.getLogger(CallGuard.class);

    private final CallPolicy policy;
    private final CallTools tools;
    private final CircuitBreaker breaker;
    private final Semaphore places;
    private final Counter retried;

    /// @param name of what is called, one of few: it is a label of figures
    /// @param concurrentMax calls that run at once; further ones are not made
    public record CallPolicy(String name, BreakerSettings breaker, RetryBackoff backoff, int concurrentMax) {}

    /// What a guard works with; tests have their own.
    ///
    /// @param clock of the breaker's rest
    public record CallTools(Clock clock, RetryPause pause, RandomGenerator random, MeterRegistry meters) {
        public static CallTools of(Clock clock, MeterRegistry meters) {
            return new CallTools(clock, TimeUnit.NANOSECONDS::sleep, RandomGenerator.getDefault(), meters);
        }
    }

    /// Waits before a retry.
    @FunctionalInterface
    public interface RetryPause {
        void pause(long nanos) throws InterruptedException;
    }

    /// One attempt, which keeps its own time.
    @FunctionalInterface
    public interface CallAttempt<T> {
        T run() throws AttemptFailedException;
    }

    /// How the breaker is.
    public enum State {
        CLOSED(0), HALF_OPEN(1), OPEN(2);

        private final int figure;

        State(int figure) {
            this.figure = figure;
        }
    }

    public CallGuard(CallPolicy policy, CallTools tools) {
        this.policy = policy;
        this.tools = tools;
        int failures = policy.breaker().failures();
        this.breaker = CircuitBreaker.of(policy.name(), CircuitBreakerConfig.custom().clock(tools.clock())
                .slidingWindow(failures, failures, SlidingWindowType.COUNT_BASED)
                // all of the last so many: in a row
                .failureRateThreshold(100)
                .waitDurationInOpenState(policy.breaker().openFor())
                .permittedNumberOfCallsInHalfOpenState(1)
                .currentTimestampFunction(clock -> clock.millis(), TimeUnit.MILLISECONDS)
                .build());
        this.places = new Semaphore(policy.concurrentMax());
        breaker.getEventPublisher().onStateTransition(event -> LOG.warn("The breaker of {} went from {} to {}",
                policy.name(), event.getStateTransition().getFromState(), event.getStateTransition().getToState()));
        Gauge.builder("mimo.breaker.state", this, guard -> guard.state().figure).strongReference(true)
                .description("0 closed, 1 half-open, 2 open").tag("name", policy.name()).register(tools.meters());
        this.retried = Counter.builder("mimo.retries").description("Attempts after the first")
                .tag("name", policy.name()).register(tools.meters());
    }

    public State state() {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
            case HALF_OPEN -> State.HALF_OPEN;
            case OPEN, FORCED_OPEN -> State.OPEN;
        };
    }

    /// Makes the call.
    ///
    /// @param deadline no attempt and no pause begins that would end behind it
    /// @throws AttemptFailedException the last attempt's, or of `NOBODY` when none was made
    public <T> T call(CallDeadline deadline, CallAttempt<T> attempt) throws AttemptFailedException {
        if (!places.tryAcquire()) {
            throw new AttemptFailedException(Blame.NOBODY, "is answering as many calls as it may at once");
        }
        try {
            return tried(deadline, attempt);
        } finally {
            places.release();
        }
    }

    private <T> T tried(CallDeadline deadline, CallAttempt<T> attempt) throws AttemptFailedException {
        for (int failed = 0;;) {
            if (!breaker.tryAcquirePermission()) {
                throw new AttemptFailedException(Blame.NOBODY, "rests after " + policy.breaker().failures()
                        + " failures");
            }
            try {
                return counted(attempt);
            } catch (AttemptFailedException e) {
                failed++;
                Duration pause = e.blame() == Blame.PASSING
                        ? policy.backoff().pause(failed, e.retryAfter(), tools.random())
                        : null;
                if (pause == null || pause.compareTo(deadline.left()) >= 0) {
                    throw e;
                }
                LOG.debug("{} {}; tried again after {} ms", policy.name(), e.reason(), pause.toMillis());
                rest(pause, e);
                retried.increment();
            }
        }
    }

    /// A bug of ours says nothing of the other side.
    private <T> T counted(CallAttempt<T> attempt) throws AttemptFailedException {
        long start = breaker.getCurrentTimestamp();
        @Nullable
        AttemptFailedException failure = null;
        boolean known = false;
        try {
            T answer = attempt.run();
            known = true;
            return answer;
        } catch (AttemptFailedException e) {
            failure = e;
            known = true;
            throw e;
        } finally {
            settle(known, failure, breaker.getCurrentTimestamp() - start);
        }
    }

    private void settle(boolean known, @Nullable AttemptFailedException failure, long took) {
        if (!known || (failure != null && failure.blame() == Blame.NOBODY)) {
            breaker.releasePermission();
        } else if (failure != null && (failure.blame() == Blame.PASSING || failure.blame() == Blame.LASTING)) {
            breaker.onError(took, breaker.getTimestampUnit(), failure);
        } else {
            breaker.onSuccess(took, breaker.getTimestampUnit());
        }
    }

    private void rest(Duration pause, AttemptFailedException failure) throws AttemptFailedException {
        try {
            tools.pause().pause(pause.toNanos());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
