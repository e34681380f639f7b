package dev.mimo.terms;

/// Reverses writes, whatever room made them.
public interface UndoStore {
    /// Reverses the write exactly, once; refuses with `NotFound` (unknown, expired, or another namespace's) and
    /// `Conflict` (used already, or what was written has changed since).
    Receipt undo(Namespace namespace, UndoHandle handle);
}
