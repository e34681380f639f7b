package dev.mimo.memory;

import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import java.util.Collection;
import java.util.List;
import java.util.Map;

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

    /// Links each of them, once saved, to the other current memories of its namespace whose best passage is at least
    /// so like its first passage: at most ten each. Those that are gone or have another model's vectors meanwhile
    /// are skipped.
    ///
    /// @param atLeast cosine, 0..1
    void linkSimilar(String modelId, List<Embedded> saved, double atLeast);

    /// The near-duplicates linked to each of the memories so far, best first; empty where there are none.
    Map<MemoryId, List<Receipt.Similar>> links(Namespace namespace, Collection<MemoryId> ids);
}
