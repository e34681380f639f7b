package dev.mimo.models;

/// Says in plain words why a model cannot be used; the message ends up in the health of `ModelHost`.
final class BrokenModelException extends Exception {
    BrokenModelException(String reason) {
        super(reason);
    }

    BrokenModelException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
