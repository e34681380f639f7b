package dev.mimo.memory.transfer.format;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.util.stream.Collectors;

/// Takes what a reader finds in a file, in order.
public interface FoundItems {
    /// @param where in the file, for people: `line 7`, `[3] "Holidays", message 3`
    void found(String where, FoundMemory memory);

    /// Something that should have been a memory and is not.
    ///
    /// @param reason completes "it …"
    void skipped(String where, String reason);

    /// As above, for something that was refused.
    default void skipped(String where, RefusedException refused) {
        skipped(where, switch (refused.refusal()) {
            // "body" stands for the whole of it
            case Refusal.Invalid invalid when !invalid.problems().isEmpty() -> invalid.problems().stream().limit(5)
                    .map(one -> one.field().equals("body") ? one.problem() : "'" + one.field() + "' " + one.problem())
                    .collect(Collectors.joining("; "));
            case Refusal other -> "cannot be read: " + other.detail();
        });
    }

    /// Something that by the rules of the format is no memory.
    ///
    /// @param what in the plural: counted under this name
    void leftOut(String what);
}
