package dev.mimo.facts;

/// What becomes of an object of a functional predicate when the same subject is taught another: one of them ends where
/// the other begins, if their times say so; otherwise both stand, and that is a conflict.
public sealed interface FunctionalChange {
    /// They do not meet.
    record Unaffected() implements FunctionalChange {}

    /// The old one ends.
    ///
    /// @param at in microseconds since the epoch
    record ClosesOld(long at) implements FunctionalChange {}

    /// The new one was true before the old one, and ends where that begins.
    record ClosesNew(long at) implements FunctionalChange {}

    /// Both are said to hold at once, and nothing says which is wrong.
    record Conflicts() implements FunctionalChange {}

    /// @param old as it stands
    /// @param offered what is taught
    /// @param sinceNow whether nobody said since when the new one holds, so that it is since now
    static FunctionalChange of(TimeSpan old, TimeSpan offered, boolean sinceNow) {
        if (!old.meets(offered)) {
            return new Unaffected();
        }
        if (old.from() < offered.from() || (old.from() == offered.from() && sinceNow)) {
            // one that ends before the old one would, only interrupts it
            return offered.to() >= old.to() ? new ClosesOld(offered.from()) : new Conflicts();
        }
        return old.from() > offered.from() && offered.isOpen() ? new ClosesNew(old.from()) : new Conflicts();
    }
}
