package dev.mimo.memory;

import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The versions that still need vectors of the current model, from whichever process wrote them.
public interface EmbeddingBacklog {
    /// A version to embed.
    ///
    /// @param row names the version for `save`; means nothing elsewhere
    record Pending(long row, Namespace namespace, MemoryId id, Details details) {}

    /// The vectors of one version.
    ///
    /// @param passages one unit vector per passage; none where the model cannot read the text
    /// @param tokens packed token vectors for late interaction, empty when not kept
    record Embedded(Pending of, List<float[]> passages, byte[] tokens) {}

    /// One passage of a long text with its vectors, kept while the others are still to be embedded.
    ///
    /// @param passage its place, from 0
    /// @param passages how many the text has
    /// @param tokens packed token vectors of this passage
    record KeptPassage(Pending of, int passage, int passages, float[] vector, byte[] tokens) {}

    /// Whether there is something to embed with this model that no other process takes care of.
    boolean isWaiting(String modelId);

    /// Takes or keeps the turn of the one process that embeds what is in the store; to be called again every few
    /// seconds. Two may have it for a moment where one was held up, which costs time and nothing else.
    ///
    /// @return false when another process has it
    boolean takeTurn(String modelId);

    /// Whether another process embeds what is in the store, as far as it is known.
    boolean isTurnElsewhere();

    /// Lets another process embed at once what comes from now on.
    void endTurn();

    /// Versions in use without vectors of this model: of each namespace some, short texts first. Those with another
    /// model's vectors are not among them while a process may still use those, or this one has only begun: or else two
    /// models would replace each other's for ever, and every trial of a model would begin to.
    ///
    /// @param besides rows to leave out
    /// @param limit about how many; where more namespaces wait, one of each
    List<Pending> pending(String modelId, Collection<Long> besides, int limit);

    /// Those of the memories, as they are now, that have no vectors of this model.
    Set<MemoryId> withoutVectors(Namespace namespace, Collection<MemoryId> ids, String modelId);

    /// How many versions in use have no vectors of this model.
    long pendingCount(String modelId);

    /// Saves vectors, durable with the next commit, all or none. Rows that are gone, or have vectors of the model, by
    /// now are skipped. One that the model cannot read loses those it has, and its links, and no longer waits.
    void save(String modelId, List<Embedded> embedded);

    /// Keeps passages of long texts, so that whoever embeds the text next, be it another process, goes on from there;
    /// `save` of the whole text ends that. Rows that are gone, or have vectors of the model, by now are skipped.
    void keep(String modelId, List<KeptPassage> passages);

    /// What is kept of a text, in order of passages; empty for most.
    List<KeptPassage> kept(String modelId, Pending of);

    /// Links each of them, once saved, to the other current memories of its namespace whose best passage is at least
    /// so like its first passage: at most ten each. Those that are gone or have another model's vectors meanwhile
    /// are skipped.
    ///
    /// @param atLeast cosine, 0..1
    void linkSimilar(String modelId, List<Embedded> saved, double atLeast);

    /// The near-duplicates linked to each of the memories so far, best first; empty where there are none.
    Map<MemoryId, List<Receipt.Similar>> links(Namespace namespace, Collection<MemoryId> ids);
}
