package dev.mimo.memory.transfer;

/// Hears how far an import is, after each piece of it.
@FunctionalInterface
public interface ImportProgress {
    /// Who does not care.
    ImportProgress UNHEARD = (_, _, _) -> {};

    /// @param items found so far
    /// @param bytes read so far, unpacked
    /// @param ofBytes of how many, as far as can be told
    void at(long items, long bytes, long ofBytes);
}
