package dev.mimo.refusal;

/// Carries a refusal from where it is decided to the door that answers with it.
public class RefusedException extends RuntimeException {
    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        // no stack trace: a refusal is an answer, not a fault, and is never logged with one
        super(refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
