package dev.mimo.storage;

/// What an acknowledged write survives.
public enum Durability {
    /// Power loss: each commit waits for the disk.
    FULL,
    /// The death of the process; power loss may take the last commits, never the file.
    NORMAL
}
