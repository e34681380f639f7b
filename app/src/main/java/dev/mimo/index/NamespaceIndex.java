package dev.mimo.index;

import dev.mimo.memory.Candidate;
import dev.mimo.memory.Probe;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Receipt.Similar;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.FlatIndex;
import dev.mimo.vector.VectorQuantizer;
import dev.mimo.words.TermFrequencies;
import dev.mimo.words.TextAnalyzer;
import dev.mimo.words.TextAnalyzer.QueryTerm;
import dev.mimo.words.WordIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// What is kept in memory to search one namespace: columns, words and vectors of every version, retired ones
/// included, so that a question about an earlier state of knowledge is the same search with another filter.
/// Safe for many threads: searches run side by side, changes alone.
///
/// A question about an earlier moment finds the versions of that moment, weighs words by the statistics of now,
/// and sees as neighbors the turns in force then and still now.
public final class NamespaceIndex {
    /// Rounding to bytes moves a cosine by some thousandths; this is a few times that.
    private static final double ROUNDING = 0.02;

    private final TextAnalyzer analyzer;
    private final DotKernels kernels;
    private final VersionColumns columns = new VersionColumns();
    private final SessionTurns sessions = new SessionTurns(columns.ids);
    private final WordIndex words = new WordIndex();
    private final PassageVectors passages;

    /// A change failed half-way, so that words, columns and vectors may no longer be of the same versions.
    private boolean broken;

    /// Guards all of the above. Fair, or a change may wait for minutes: an unfair lock lets new searches pass as long
    /// as a search is first in its queue, and that one, on a virtual thread, may wait for the very carriers that
    /// the passing searches keep busy.
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    public NamespaceIndex(TextAnalyzer analyzer, VectorQuantizer quantizer, DotKernels kernels) {
        this.analyzer = analyzer;
        this.kernels = kernels;
        passages = new PassageVectors(new FlatIndex(quantizer, kernels));
    }

    /// Adds versions or changes what is known of them: that one is no longer in force (or is again), and its
    /// vectors when they come. All else of a row that is here already is left as it is. Searches see all of the
    /// list or none.
    ///
    /// When it fails, for want of memory as a rule, the index is of no more use: whatever is asked of it afterwards
    /// throws `BrokenIndexException`.
    public void put(List<IndexEntry> entries) {
        lock.writeLock().lock();
        try {
            requireWhole();
            broken = true;
            entries.forEach(this::put);
            broken = false;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void requireWhole() {
        if (broken) {
            throw new BrokenIndexException();
        }
    }

    private <T> T read(Supplier<T> work) {
        lock.readLock().lock();
        try {
            requireWhole();
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void put(IndexEntry entry) {
        int ordinal = columns.ordinal(entry.row());
        if (ordinal < 0) {
            ordinal = add(entry);
        } else {
            change(ordinal, entry);
        }
        passages.add(ordinal, entry.vectors());
    }

    private int add(IndexEntry entry) {
        boolean current = entry.knownTo() == VersionColumns.OPEN;
        int ordinal = words.add(entry.terms(), current);
        columns.add(entry);
        if (current && entry.session() != null) {
            sessions.add(columns.session(ordinal), ordinal);
        }
        return ordinal;
    }

    private void change(int ordinal, IndexEntry entry) {
        boolean was = columns.isCurrent(ordinal);
        columns.setKnownTo(ordinal, entry.knownTo());
        boolean is = columns.isCurrent(ordinal);
        if (was == is) {
            return;
        }
        words.setCurrent(entry.terms(), is);
        int session = columns.session(ordinal);
        if (session != ValueDictionary.ABSENT && is) {
            sessions.add(session, ordinal);
        } else if (session != ValueDictionary.ABSENT) {
            sessions.remove(session, ordinal);
        }
    }

    /// The best of both legs and their neighbors, with all signals: at most four times the probe's depth, each
    /// leg's best first, then neighbors.
    ///
    /// @param nowMicros the moment that counts as now: a filter for a moment from then on is one for what is in
    ///     force
    /// @param exact reads the full-precision vectors of the best rows, to settle their scores; called without
    ///     any lock held
    public List<Candidate> search(Probe probe, long nowMicros, ExactVectors exact) {
        if (probe.depth() < 1) {
            throw new IllegalArgumentException("a search has a depth of at least 1, not " + probe.depth());
        }
        List<QueryTerm> terms = analyzer.analyzeQuery(probe.words());
        List<Candidate> found = read(() -> find(probe, terms, nowMicros));
        float[] meaning = probe.meaning();
        return meaning == null ? found : new ExactScores(meaning, exact, kernels).settle(found);
    }

    /// Other memories in force whose best passage is so like the vector, best first. Finds nothing, at the cost of a
    /// scan alone, unless a vector comes near.
    ///
    /// @param of the memory whose vector it is, which is left out
    /// @param vector a unit one
    /// @param atLeast cosine, 0..1
    /// @param most how many
    /// @param exact reads the full-precision vectors of those that come near; called without any lock held
    public List<Similar> nearest(MemoryId of, float[] vector, double atLeast, int most, ExactVectors exact) {
        List<Near> near = read(() -> near(of, vector, atLeast - ROUNDING, most));
        if (near.isEmpty()) {
            return List.of();
        }
        List<List<float[]>> read = exact.read(near.stream().mapToLong(Near::row).toArray());
        List<Similar> similar = new ArrayList<>();
        for (int i = 0; i < near.size(); i++) {
            // a row may be gone since
            double cosine = read.get(i).isEmpty() ? 0 : ExactScores.best(vector, read.get(i), kernels);
            if (cosine >= atLeast) {
                similar.add(new Similar(near.get(i).id().value(), cosine));
            }
        }
        similar.sort(Comparator.comparingDouble(Similar::score).reversed());
        return similar;
    }

    private record Near(long row, MemoryId id) {}

    private List<Near> near(MemoryId of, float[] vector, double atLeast, int most) {
        // one more, for the memory is nearest to itself
        FlatIndex.Hits hits = passages.vectors().search(vector, most + 1, columns::isCurrent);
        List<Near> near = new ArrayList<>();
        for (int i = 0; i < hits.owners().length && hits.scores()[i] >= atLeast; i++) {
            near.add(new Near(columns.row(hits.owners()[i]), columns.id(hits.owners()[i])));
        }
        near.removeIf(one -> one.id().equals(of));
        return near.size() > most ? near.subList(0, most) : near;
    }

    private List<Candidate> find(Probe probe, List<QueryTerm> terms, long nowMicros) {
        double neighbors = (double) sessions.neighbors() / Math.max(1, words.currentTexts());
        NamespaceSearch.Contents contents = new NamespaceSearch.Contents(columns, sessions, words, passages);
        CompiledFilter filter = new CompiledFilter(probe.filter(), columns, nowMicros);
        return new NamespaceSearch(contents, probe, words.prepare(terms, neighbors), filter).candidates();
    }

    /// How telling each word is: the inverse document frequency of its stem, the rarest when it has several.
    public double[] rarity(List<String> words) {
        List<TermFrequencies> terms = words.stream().map(analyzer::analyze).toList();
        return read(() -> terms.stream().mapToDouble(this::rarity).toArray());
    }

    /// How telling a question's words are together, those included that no text holds.
    public double information(String question) {
        int[] terms = analyzer.analyzeQuery(question).stream().mapToInt(QueryTerm::hash).distinct().toArray();
        return read(() -> Arrays.stream(terms).mapToDouble(words::idf).sum());
    }

    /// What has no stem, such as a mark, is as common as can be.
    private double rarity(TermFrequencies terms) {
        return Arrays.stream(terms.hashes()).mapToDouble(words::idf).max().orElse(Double.MIN_VALUE);
    }

    /// Bytes of heap in use, about.
    public long bytes() {
        return read(() -> columns.bytes() + sessions.bytes() + words.bytes() + passages.bytes());
    }

    /// Full-precision vectors of rows, one list of passages per row, empty where there is none.
    @FunctionalInterface
    public interface ExactVectors {
        List<List<float[]>> read(long[] rows);
    }
}
