package dev.mimo.memory.operation;

import dev.mimo.memory.Patch;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;

/// A change to one memory.
public record UpdateRequest(Namespace namespace, MemoryId id, Patch patch) {}
