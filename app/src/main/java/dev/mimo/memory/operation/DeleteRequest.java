package dev.mimo.memory.operation;

import dev.mimo.memory.Filter;
import dev.mimo.terms.Namespace;

/// All memories that a filter holds, to be deleted.
///
/// @param preview only count and show them
public record DeleteRequest(Namespace namespace, Filter filter, boolean preview) {}
