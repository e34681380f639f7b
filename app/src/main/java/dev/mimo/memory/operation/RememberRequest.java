package dev.mimo.memory.operation;

import dev.mimo.memory.NewMemory;
import dev.mimo.terms.Namespace;

/// One memory to store.
public record RememberRequest(Namespace namespace, NewMemory memory, WriteWait until) {}
