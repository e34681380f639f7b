package dev.mimo.storage.memory;

import dev.mimo.index.BrokenIndexException;
import dev.mimo.index.NamespaceIndex;
import dev.mimo.index.NamespaceIndex.ExactVectors;
import dev.mimo.index.PiecewiseSearch;
import dev.mimo.memory.Candidate;
import dev.mimo.memory.EmbeddingBacklog.Embedded;
import dev.mimo.memory.MemoryStore;
import dev.mimo.memory.Probe;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.Storage;
import dev.mimo.storage.memory.SimilarTable.Links;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt.Similar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

    private static final long PIECE_BYTES_MAX = 32 << 20;

    private final Storage storage;
    private final LoadedIndex.Means means;
    private final IndexCache indexes;
    /// A search without an index takes seconds where another takes milliseconds.
    private final Semaphore withoutIndex = new Semaphore(1, true);

    /// @param empty makes an index that holds nothing yet
    MemorySearch(Storage storage, IndexQueries queries, Supplier<NamespaceIndex> empty) {
        this.storage = storage;
        this.means = new LoadedIndex.Means(storage.readers(), storage.settings(), queries, empty, System::nanoTime);
        this.indexes = new IndexCache(means);
    }

    List<Candidate> candidates(Namespace namespace, Probe probe) {
        Long change = lastChange(namespace);
        return change == null
                ? List.of()
                : ask(change, namespace, probe.modelId(),
                        index -> index.search(probe, IN_FORCE, exact(namespace, probe.modelId())),
                        () -> withoutIndex(namespace, probe));
    }

    /// Absent when nothing was ever written to the namespace.
    private @Nullable Long lastChange(Namespace namespace) {
        return storage.readers().read(database -> ChangeTable.last(database, namespace));
    }

    /// By words alone; reads all of the namespace.
    private List<Candidate> withoutIndex(Namespace namespace, Probe probe) {
        Duration limit = storage.settings().indexWait();
        try {
            if (!withoutIndex.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RefusedException(new Refusal.TooBusy("The search index of the namespace '" + namespace
                        + "' is too large for the heap, and others search without it.", MemoryStore.TOO_LARGE_REMEDY,
                        Duration.ofSeconds(2)));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new Refusal.TimedOut("The search was interrupted.", "Try again."));
        }
        try {
            long pieceBytes = Math.min(PIECE_BYTES_MAX, storage.settings().indexBytes() / 4);
            PiecewiseSearch search = new PiecewiseSearch(probe.words(), probe.filter(), probe.depth(), IN_FORCE,
                    pieceBytes, means.empty());
            long until = System.nanoTime() + limit.toNanos();
            LoadedIndex.readAll(means, namespace, NO_MODEL, limit, entries -> {
                if (System.nanoTime() - until > 0) {
                    throw new RefusedException(new Refusal.TimedOut("The search index of the namespace '" + namespace
                            + "' is too large for the heap, and a search without it took too long.",
                            MemoryStore.TOO_LARGE_REMEDY));
                }
                search.add(entries);
            });
            return search.best();
        } finally {
            withoutIndex.release();
        }
    }

    boolean isTooLarge(Namespace namespace) {
        return indexes.isTooLarge(namespace);
    }

    Map<String, Long> tooLarge() {
        return indexes.tooLarge();
    }

    int waiting(Namespace namespace, String modelId) {
        return indexes.waiting(namespace, modelId);
    }

    Set<Long> waitingRows(Namespace namespace, String modelId) {
        Long change = lastChange(namespace);
        return change == null || indexes.upTo(change, namespace, modelId) == null
                ? Set.of()
                : indexes.waitingRows(namespace, modelId);
    }

    /// For each of them that has some: the other memories whose best passage is so like its first one, best first,
    /// at most ten.
    List<Links> nearest(Namespace namespace, String modelId, List<Embedded> to, double atLeast) {
        Long change = lastChange(namespace);
        return change == null ? List.of() : ask(change, namespace, modelId, index -> {
            List<Links> found = new ArrayList<>();
            for (Embedded one : to) {
                List<Similar> similar = index.nearest(one.of().id(), one.passages().getFirst(), atLeast, SIMILAR_MAX,
                        exact(namespace, modelId));
                if (!similar.isEmpty()) {
                    found.add(new Links(one.of(), similar));
                }
            }
            return found;
        }, List::of);
    }

    private ExactVectors exact(Namespace namespace, String modelId) {
        return rows -> storage.readers().read(database -> VectorTables.full(database, namespace, modelId, rows));
    }

    double[] rarity(Namespace namespace, List<String> words) {
        double[] same = new double[words.size()];
        Arrays.fill(same, 1);
        return ofWords(namespace, index -> index.rarity(words), same);
    }

    double information(Namespace namespace, String question) {
        return ofWords(namespace, index -> index.information(question), 0.0);
    }

    /// Asks what needs no vectors, of whichever model the index in memory has them.
    private <T> T ofWords(Namespace namespace, Function<NamespaceIndex, T> question, T otherwise) {
        String modelId = indexes.modelOf(namespace);
        Long change = lastChange(namespace);
        return change == null
                ? otherwise
                : ask(change, namespace, modelId == null ? NO_MODEL : modelId, question, () -> otherwise);
    }

    /// Asks the namespace's index, brought up to date.
    ///
    /// @param otherwise where it is too large
    private <T> T ask(long change, Namespace namespace, String modelId, Function<NamespaceIndex, T> question,
            Supplier<T> otherwise) {
        NamespaceIndex index = indexes.upTo(change, namespace, modelId);
        try {
            return index == null ? otherwise.get() : question.apply(index);
        } catch (BrokenIndexException _) {
            // another has failed to change it a moment ago
            return otherwise.get();
        }
    }

    int indexes() {
        return indexes.size();
    }

    long indexBytes() {
        return indexes.bytes();
    }
}
