package dev.mimo.models;

/// A model elsewhere gave no answer, or none that says anything about the text.
final class UnreachableModelException extends RuntimeException {
    /// Whether it was tried again and again, so that the next text would fare no better.
    final boolean exhausted;

    UnreachableModelException(String reason, boolean exhausted) {
        super(reason);
        this.exhausted = exhausted;
    }
}
