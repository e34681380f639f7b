package dev.mimo.memory.recall;

/// How much a recall may cost. `HIGH` reranks the best by comparing every word's vector.
public enum Effort {
    NORMAL, HIGH
}
