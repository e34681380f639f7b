package dev.mimo.memory;

import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.OffsetTimes;
import java.time.Instant;
import java.time.OffsetDateTime;

/// One remembered text with its circumstances, as of one version.
///
/// @param version 1 for the first; a number is never used twice for one id
/// @param recordedAt when Mimo learnt this version
public record Memory(MemoryId id, Namespace namespace, int version, Details details, Instant recordedAt,
        Access access) {

    /// The same with another text: with a piece of its own, where all of it does not fit.
    public Memory withContent(String content) {
        return new Memory(id, namespace, version, details.withContent(content), recordedAt, access);
    }

    /// When its first version was stored, which is what lists are ordered by.
    public Instant storedAt() {
        Instant told = id.storedAt();
        return told == null ? recordedAt : told;
    }

    /// When it happened, in the offset in which it was said; when it was recorded, if nobody said.
    public OffsetDateTime occurredAt() {
        OffsetDateTime said = details.occurredAt();
        return said == null ? OffsetTimes.utc(recordedAt) : said;
    }
}
