package dev.mimo.memory.recall;

/// How much a recall may cost.
public enum Effort {
    /// Words and meaning alone.
    LOW,
    /// The best are compared with the question word by word as well.
    NORMAL,
    /// More candidates are considered, and more of the best compared so.
    HIGH
}
