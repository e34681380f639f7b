package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.terms.MemoryId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of `memory_version` as writes need it.
///
/// @param origin the row of which this one is a copy; itself when it is none
/// @param knownFrom in microseconds since the epoch
record Version(MemoryId id, int version, long origin, long knownFrom, Instant recordedAt, @Nullable String key,
        Details details) {

    /// When it happened; when it was recorded, if nobody said.
    Instant occurredAt() {
        Instant said = details.occurredAt();
        return said == null ? recordedAt : said;
    }
}
