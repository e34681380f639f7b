package dev.mimo.storage.memory;

import dev.mimo.index.NamespaceIndex;
import dev.mimo.index.NamespaceIndex.ExactVectors;
import dev.mimo.memory.Candidate;
import dev.mimo.memory.EmbeddingBacklog.Embedded;
import dev.mimo.memory.Probe;
import dev.mimo.storage.Storage;
import dev.mimo.storage.memory.SimilarTable.Links;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt.Similar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Searches of one namespace, each over an index that holds every write committed before the search began, by
/// whichever process.
final class MemorySearch {
    // what is in force has no end, so any moment before the end of time sees it, whatever the clocks of the
    // processes that wrote it said
    private static final long IN_FORCE = Micros.OPEN - 1;
    private static final int SIMILAR_MAX = 10;
    // names no model: an index for words alone
    private static final String NO_MODEL = "";

    private final Storage storage;
    private final IndexCache indexes;

    /// @param empty makes an index that holds nothing yet
    MemorySearch(Storage storage, IndexQueries queries, Supplier<NamespaceIndex> empty) {
        this.storage = storage;
        this.indexes = new IndexCache(storage.readers(), storage.settings(), queries, empty);
    }

    List<Candidate> candidates(Namespace namespace, Probe probe) {
        NamespaceIndex index = index(namespace, probe.modelId());
        return index == null
                ? List.of()
                : index.search(probe, IN_FORCE, exact(namespace, probe.modelId()));
    }

    int waiting(Namespace namespace, String modelId) {
        return indexes.waiting(namespace, modelId);
    }

    /// For each of them that has some: the other memories whose best passage is so like its first one, best first,
    /// at most ten.
    List<Links> nearest(Namespace namespace, String modelId, List<Embedded> to, double atLeast) {
        NamespaceIndex index = index(namespace, modelId);
        List<Links> found = new ArrayList<>();
        if (index != null) {
            for (Embedded one : to) {
                List<Similar> similar = index.nearest(one.of().id(), one.passages().getFirst(), atLeast, SIMILAR_MAX,
                        exact(namespace, modelId));
                if (!similar.isEmpty()) {
                    found.add(new Links(one.of(), similar));
                }
            }
        }
        return found;
    }

    private ExactVectors exact(Namespace namespace, String modelId) {
        return rows -> storage.readers().read(database -> VectorTables.full(database, namespace, modelId, rows));
    }

    double[] rarity(Namespace namespace, List<String> words) {
        String modelId = indexes.modelOf(namespace);
        NamespaceIndex index = index(namespace, modelId == null ? NO_MODEL : modelId);
        if (index != null) {
            return index.rarity(words);
        }
        double[] same = new double[words.size()];
        Arrays.fill(same, 1);
        return same;
    }

    /// Absent when nothing was ever written to the namespace.
    private @Nullable NamespaceIndex index(Namespace namespace, String modelId) {
        Long change = storage.readers().read(database -> ChangeTable.last(database, namespace));
        return change == null ? null : indexes.upTo(change, namespace, modelId);
    }

    int indexes() {
        return indexes.size();
    }

    long indexBytes() {
        return indexes.bytes();
    }
}
