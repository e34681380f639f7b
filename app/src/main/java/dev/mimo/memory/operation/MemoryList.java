package dev.mimo.memory.operation;

import dev.mimo.memory.Memory;
import dev.mimo.terms.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param nextCursor where the next page begins; absent on the last
public record MemoryList(List<Memory> memories, @Nullable Cursor nextCursor) {}
