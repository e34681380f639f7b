package dev.mimo.memory.operation;

import dev.mimo.memory.Filter;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.Namespace;
import org.jspecify.annotations.Nullable;

/// Memories, newest first.
///
/// @param filter with at most one category, tag and session
/// @param cursor where the page begins; absent for the first
public record ListRequest(Namespace namespace, Filter filter, int limit, @Nullable Cursor cursor) {}
