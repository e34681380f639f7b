package dev.mimo.memory.operation;

import dev.mimo.memory.Memory;
import dev.mimo.terms.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a filter held.
///
/// @param receipt of the deletion; absent for a preview
/// @param count of all that the filter holds; absent for a deletion
/// @param memories the newest ten of them; absent for a deletion
public record DeleteAnswer(@Nullable Receipt receipt, @Nullable Long count, @Nullable List<Memory> memories) {}
