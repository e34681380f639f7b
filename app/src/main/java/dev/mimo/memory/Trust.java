package dev.mimo.memory;

/// Where a memory came from. Said by the caller; never raised by what the text claims about itself.
public enum Trust {
    USER, TOOL, MODEL, DOCUMENT
}
