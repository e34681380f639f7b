package dev.mimo.memory.operation;

import dev.mimo.terms.Cursor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import org.jspecify.annotations.Nullable;

/// The versions of a memory, a page at a time.
///
/// @param cursor absent for the first page
public record VersionsRequest(Namespace namespace, MemoryId id, @Nullable Cursor cursor) {}
