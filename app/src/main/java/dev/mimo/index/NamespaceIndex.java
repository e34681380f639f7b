package dev.mimo.index;

import dev.mimo.memory.recall.Candidate;
import dev.mimo.memory.recall.Probe;
import dev.mimo.vector.Kernels;
import dev.mimo.vector.Quantiser;
import dev.mimo.words.Analyzer;
import java.util.List;

/// What is kept in memory to search one namespace: columns, words and vectors of every version, retired ones
/// included, so that a question about an earlier state of knowledge is the same search with another filter.
/// Safe for many threads: searches run side by side, changes alone.
public final class NamespaceIndex {
    public NamespaceIndex(Analyzer analyzer, Quantiser quantiser, Kernels kernels) {}

    /// Adds versions or changes what is known of them.
    public void put(List<Entry> entries) {
        throw new UnsupportedOperationException();
    }

    /// The best of both legs and their neighbours, with all signals.
    ///
    /// @param nowMicros the moment that counts as now when the probe names none
    /// @param exact reads the full-precision vectors of the best rows, to settle their scores; called without
    ///     any lock held
    public List<Candidate> search(Probe probe, long nowMicros, ExactVectors exact) {
        throw new UnsupportedOperationException();
    }

    /// Bytes of heap in use, about.
    public long bytes() {
        throw new UnsupportedOperationException();
    }

    /// Full-precision vectors of rows, one list of passages per row, empty where there is none.
    @FunctionalInterface
    public interface ExactVectors {
        List<List<float[]>> read(long[] rows);
    }
}
