package dev.mimo.memory;

import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import java.util.List;

/// The versions that still need vectors of the current model, from whichever process wrote them.
public interface EmbeddingBacklog {
    /// A version to embed.
    ///
    /// @param row names the version for `save`; means nothing elsewhere
    record Pending(long row, Namespace namespace, MemoryId id, Details details) {}

    /// The vectors of one version.
    ///
    /// @param passages one unit vector per passage, at least one
    /// @param tokens packed token vectors for late interaction, empty when not kept
    record Embedded(Pending of, List<float[]> passages, byte[] tokens) {}

    /// Versions in use without vectors of this model, oldest first, after the row given (0 for the first).
    List<Pending> pending(String modelId, long afterRow, int limit);

    /// How many there are.
    long pendingCount(String modelId);

    /// Saves vectors, durable with the next commit. Rows that are gone meanwhile are skipped.
    void save(String modelId, List<Embedded> embedded);

    /// Other current memories of the namespace whose best passage is at least so like the first passage, best first,
    /// at most ten.
    ///
    /// @param atLeast cosine, 0..1
    List<Receipt.Similar> nearest(Embedded to, double atLeast);

    /// Links near-duplicates to the memory, best first.
    void link(Namespace namespace, MemoryId id, List<Receipt.Similar> similar);

    /// The near-duplicates linked to the memory so far, best first.
    List<Receipt.Similar> links(Namespace namespace, MemoryId id);
}
