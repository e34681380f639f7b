package dev.mimo.memory;

import dev.mimo.terms.Cursor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Page;
import dev.mimo.terms.Receipt;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where memories rest. Every call is about one namespace and reaches no other's rows; a write is durable when
/// the call returns. It asks nothing that a distributed search engine cannot do.
///
/// Writes refuse with `TooBusy` when the queue stays full and `Unavailable` when the disk does.
public interface MemoryStore {
    /// Stores all or none, in the order given; one receipt each, `STORED` or `SAME`.
    List<Receipt> add(Namespace namespace, List<NewMemory> memories);

    /// The memory as it is, or as it was known at a moment; absent when there was none.
    @Nullable
    Memory find(Namespace namespace, MemoryId id, @Nullable Instant knownAt);

    /// All that exist of these, in the order asked, as of the moment (now when absent).
    List<Memory> findAll(Namespace namespace, List<MemoryId> ids, @Nullable Instant knownAt);

    /// Every version ever current, oldest first; empty when the id is unknown. A page holds texts of about a MiB.
    Page<Memory> versions(Namespace namespace, MemoryId id, @Nullable Cursor cursor);

    /// Newest (by id, so by creation) first.
    ///
    /// @param limit 1 to 200
    Page<Memory> list(Namespace namespace, Filter filter, int limit, @Nullable Cursor cursor);

    /// How many memories the filter holds now.
    long count(Namespace namespace, Filter filter);

    /// Makes the next version, or answers `SAME` when nothing would change; refuses with `NotFound`.
    Receipt update(Namespace namespace, MemoryId id, Patch patch);

    /// Retires the memory; refuses with `NotFound`.
    Receipt delete(Namespace namespace, MemoryId id);

    /// Retires all that the filter holds, as one write with one undo handle.
    ///
    /// @param filter neither empty nor of another moment
    Receipt deleteWhere(Namespace namespace, Filter filter);

    /// What a question might be about, with the raw signals of each; see `Probe` for what is asked.
    List<Candidate> search(Namespace namespace, Probe probe);

    /// How many memories of the namespace could be searched by words alone, since they have no vectors of the model
    /// yet: as of the last search. Costs next to nothing.
    int waiting(Namespace namespace, String modelId);

    /// What helps a namespace that is too large.
    String TOO_LARGE_REMEDY =
            "Give Java more heap (MIMO_JAVA_OPTS=-Xmx4g, say) or raise storage.index_bytes, and start "
                    + "Mimo again; or divide the memories among several namespaces.";

    /// The rows of those, as of now: for whoever waits for a few of them. Reads what has changed since the last search.
    Set<Long> waitingRows(Namespace namespace, String modelId);

    /// Whether the namespace is too large to be searched by meaning here, as it was found to be lately: `search` goes
    /// by words alone then, and takes seconds.
    boolean isTooLarge(Namespace namespace);

    /// How telling each word is in the namespace: the inverse document frequency of its stem, greater than 0.
    double[] rarity(Namespace namespace, List<String> words);

    /// How telling the words of a question are together: the sum of their inverse document frequencies, those that no
    /// memory holds included; 0 where nothing is known of them.
    double information(Namespace namespace, String question);

    /// The packed token vectors of these memories, for late interaction, aligned with the candidates; an entry is
    /// empty where none is stored for the model.
    List<byte[]> tokenVectors(Namespace namespace, List<Candidate> candidates, String modelId);

    /// Counts recalls, in the background: a crash may lose the last second of counting, never a memory.
    void recalled(Namespace namespace, Collection<MemoryId> ids);

    /// Memories in force that were recalled at or after the moment, newest recall first, at most `limit`: what an agent
    /// may be about to hand back as if it were new.
    List<MemoryId> recalledSince(Namespace namespace, Instant since, int limit);

    /// Names in use now. Namespaces (of the whole store; the one given does not matter) are those that hold a memory,
    /// in order of name. Categories and tags are those of the namespace's newest ten thousand memories, the most
    /// frequent first. Ids are those of the namespace's memories, in their order.
    NamesInUse names(Namespace namespace, NamesInUse.Question question);
}
