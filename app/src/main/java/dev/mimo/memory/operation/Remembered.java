package dev.mimo.memory.operation;

import dev.mimo.terms.Receipt;
import org.jspecify.annotations.Nullable;

/// What became of a memory.
///
/// @param indexed whether meaning finds it already; absent unless that was waited for
public record Remembered(Receipt receipt, @Nullable Boolean indexed) {}
