package dev.mimo.memory;

import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.time.Instant;

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

    /// When it happened; when it was recorded, if nobody said.
    public Instant occurredAt() {
        Instant said = details.occurredAt();
        return said == null ? recordedAt : said;
    }
}
