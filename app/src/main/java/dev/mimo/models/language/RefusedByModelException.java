package dev.mimo.models.language;

import dev.mimo.resilience.AttemptFailedException;

/// A provider finds fault with the request itself, which its caller should hear in the provider's words.
public final class RefusedByModelException extends AttemptFailedException {
    private final int status;
    private final String provider;

    RefusedByModelException(String provider, int status, String problem) {
        super(Blame.CALLER, problem);
        this.status = status;
        this.provider = provider;
    }

    /// As the provider answered, 400 to 499.
    public int status() {
        return status;
    }

    public String provider() {
        return provider;
    }
}
