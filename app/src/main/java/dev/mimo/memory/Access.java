package dev.mimo.memory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How often a memory was recalled, when last, and how often the same text was offered again.
public record Access(long count, @Nullable Instant lastAt, long repeats) {
    public static final Access NONE = new Access(0, null, 0);
}
