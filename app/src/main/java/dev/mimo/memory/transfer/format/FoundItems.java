package dev.mimo.memory.transfer.format;

/// Takes what a reader finds in a file, in order.
public interface FoundItems {
    /// @param where in the file, for people: `line 7`, `[3] "Holidays", message 3`
    void found(String where, FoundMemory memory);

    /// Something that should have been a memory and is not.
    ///
    /// @param reason completes "it …"
    void skipped(String where, String reason);

    /// Something that by the rules of the format is no memory.
    ///
    /// @param what in the plural: counted under this name
    void leftOut(String what);
}
