package dev.mimo.storage.memory;

import dev.mimo.index.NamespaceIndex;
import dev.mimo.memory.Filter;
import dev.mimo.memory.recall.Candidate;
import dev.mimo.memory.recall.Probe;
import dev.mimo.storage.Storage;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt.Similar;
import java.util.Arrays;
import java.util.Comparator;
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
                : index.search(probe, IN_FORCE, rows -> storage.readers()
                        .read(database -> VectorTables.full(database, namespace, probe.modelId(), rows)));
    }

    int waiting(Namespace namespace, String modelId) {
        return indexes.waiting(namespace, modelId);
    }

    /// Other memories whose best passage is so like the vector, best first, at most ten.
    List<Similar> nearest(Namespace namespace, MemoryId id, String modelId, float[] vector, double atLeast) {
        // one more than asked, for the memory is nearest to itself
        Probe probe = new Probe("", vector, modelId, Filter.ALL, SIMILAR_MAX + 1);
        return candidates(namespace, probe).stream()
                .filter(candidate -> candidate.meaning() >= atLeast && !candidate.id().equals(id))
                .sorted(Comparator.comparingDouble(Candidate::meaning).reversed()).limit(SIMILAR_MAX)
                .map(candidate -> new Similar(candidate.id(), Math.clamp(candidate.meaning(), 0, 1))).toList();
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
