package dev.mimo.memory.operation;

/// What a write waits for: its commit, or until meaning finds what was stored.
public enum WriteWait {
    DURABLE, INDEXED
}
