package dev.mimo.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A call to something outside failed, or was not made.
public class AttemptFailedException extends Exception {
    private final Blame blame;
    private final @Nullable Duration retryAfter;

    /// Whose failure it is, and so what may be done about it.
    public enum Blame {
        /// Of the other side, and it may be over in a moment: counts for the breaker, and is tried again.
        PASSING,
        /// Of the other side, and another try now would fare no better: counts for the breaker.
        LASTING,
        /// The other side is well and cannot do this: another may. Counts for nothing.
        UNSUITABLE,
        /// The request is at fault: nobody else would take it either. Counts for nothing.
        CALLER,
        /// It was not made, or given up by whoever wanted it. Counts for nothing.
        NOBODY
    }

    /// @param reason half a sentence for people, without secrets: "answered 503: overloaded"
    public AttemptFailedException(Blame blame, String reason) {
        this(blame, reason, null);
    }

    /// @param retryAfter how long the other side wants to be left alone; absent when it does not say
    public AttemptFailedException(Blame blame, String reason, @Nullable Duration retryAfter) {
        super(reason);
        this.blame = blame;
        this.retryAfter = retryAfter;
    }

    public Blame blame() {
        return blame;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
