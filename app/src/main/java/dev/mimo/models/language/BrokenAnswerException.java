package dev.mimo.models.language;

import dev.mimo.resilience.AttemptFailedException;

/// An answer broke off that its caller has heard the beginning of: nobody else can go on with it.
public final class BrokenAnswerException extends AttemptFailedException {
    BrokenAnswerException(String reason) {
        super(Blame.LASTING, reason);
    }
}
