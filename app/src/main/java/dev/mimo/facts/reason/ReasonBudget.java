package dev.mimo.facts.reason;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What is left of a question's limits, for all of its searches together.
final class ReasonBudget {
    /// Steps between two looks at the clock.
    private static final int CLOCK_STEPS = 256;

    private final ReasonLimits limits;
    private final LongSupplier nanoTime;
    private final long started;
    private long steps;
    private boolean heightRefused;

    ReasonBudget(ReasonLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    int rows() {
        return limits.rows();
    }

    /// Those taken so far.
    long steps() {
        return steps;
    }

    /// @throws StepsSpentException as soon as there are too many
    /// @throws RefusedException when the time is up
    void countStep() {
        if (steps >= limits.steps()) {
            throw new StepsSpentException();
        }
        steps++;
        if (steps % CLOCK_STEPS == 0 && nanoTime.getAsLong() - started > limits.time().toNanos()) {
            throw new RefusedException(new Refusal.TimedOut("The question took longer than "
                    + limits.time().toMillis() + " ms.", "Name a subject or an object, or ask for less."));
        }
    }

    /// Whether a proof may be so high; it is remembered if one was not.
    boolean admits(int height) {
        heightRefused |= height > limits.depth();
        return height <= limits.depth();
    }

    /// The limit because of which something may be missing.
    ReasonedRows.@Nullable Limit reached() {
        if (steps >= limits.steps()) {
            return ReasonedRows.Limit.STEPS;
        }
        return depthReached();
    }

    ReasonedRows.@Nullable Limit depthReached() {
        return heightRefused ? ReasonedRows.Limit.DEPTH : null;
    }

    /// Ends a question from within whatever reads for it; caught where it began.
    static final class StepsSpentException extends RuntimeException {
        private static final long serialVersionUID = 1;

        StepsSpentException() {
            super("steps spent", null, false, false);
        }
    }
}
