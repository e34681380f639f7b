package dev.mimo.memory.transfer;

import dev.mimo.terms.Namespace;
import org.jspecify.annotations.Nullable;

/// What to export.
///
/// @param namespace absent for all
public record ExportRequest(@Nullable Namespace namespace) {}
