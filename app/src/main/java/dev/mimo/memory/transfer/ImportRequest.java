package dev.mimo.memory.transfer;

import dev.mimo.memory.transfer.format.ImportFormat;
import org.jspecify.annotations.Nullable;

/// How to import a file.
///
/// @param format which one it is; absent to recognize it
/// @param mediaType as its sender said; absent when nobody did
/// @param dryRun only say what would come
public record ImportRequest(@Nullable ImportFormat format, @Nullable String mediaType, boolean dryRun) {}
