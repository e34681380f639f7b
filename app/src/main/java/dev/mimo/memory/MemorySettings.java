package dev.mimo.memory;

import java.time.Duration;

/// Bounds on what is remembered.
///
/// @param contentBytesMax of one memory's text, in UTF-8
/// @param batchItemsMax memories in one call
/// @param tagsMax tags of one memory
/// @param tagCharsMax of one tag; categories, sessions, speakers, sources and keys have 256
/// @param metadataBytesMax of the metadata as JSON text
/// @param echoWindow how long a recalled text is held when it comes back as if it were new; zero switches it off
/// @param nearDuplicateAt cosine from which two memories are linked as similar, 0..1
public record MemorySettings(int contentBytesMax, int batchItemsMax, int tagsMax, int tagCharsMax,
        int metadataBytesMax, Duration echoWindow, double nearDuplicateAt) {

    public static MemorySettings defaults() {
        return new MemorySettings(100_000, 10_000, 32, 64, 16_384, Duration.ofMinutes(30), 0.95);
    }

    /// Where another process knows the bounds and refuses what passes them.
    public static MemorySettings unbounded() {
        MemorySettings usual = defaults();
        return new MemorySettings(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE,
                Integer.MAX_VALUE, usual.echoWindow(), usual.nearDuplicateAt());
    }

    public MemorySettings {
        if (contentBytesMax < 1 || batchItemsMax < 1 || tagsMax < 0 || tagCharsMax < 1 || metadataBytesMax < 2) {
            throw new IllegalArgumentException("limits on memories must be positive");
        }
        if (echoWindow.isNegative() || !(nearDuplicateAt > 0 && nearDuplicateAt <= 1)) {
            throw new IllegalArgumentException("echo_window must not be negative, near_duplicate_at must be in 0..1");
        }
    }
}
