package dev.mimo.models;

/// Says in plain words why a model cannot be used; the message ends up in `ModelState.Broken`.
final class BrokenModelException extends Exception {
    BrokenModelException(String reason) {
        super(reason);
    }

    BrokenModelException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
