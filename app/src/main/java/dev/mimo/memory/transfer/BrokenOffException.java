package dev.mimo.memory.transfer;

import dev.mimo.refusal.RefusedException;

/// Carries a refusal of the store out of a reader, which takes any other for a fault of the file.
final class BrokenOffException extends RuntimeException {
    private final transient RefusedException refused;

    BrokenOffException(RefusedException refused) {
        super(refused.getMessage(), null, false, false);
        this.refused = refused;
    }

    RefusedException refused() {
        return refused;
    }
}
