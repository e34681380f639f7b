package dev.mimo.vector;

import java.util.function.IntPredicate;

/// All vectors of one namespace, scanned whole for each question: exact up to rounding, with nothing to build and
/// nothing to recover. A vector belongs to an owner (a memory's ordinal); an owner may have several.
///
/// Not safe for a search during an `add`; the caller holds a read-write lock.
public final class FlatIndex {
    public FlatIndex(Quantiser quantiser, Kernels kernels) {}

    /// @return the vector's position, counted from 0 in order of addition
    public int add(int owner, Quantised vector) {
        throw new UnsupportedOperationException();
    }

    public int size() {
        throw new UnsupportedOperationException();
    }

    /// The `k` owners whose best vector is most like the question, best first; each owner at most once. Uses
    /// memory for `k`, never for the number of matches.
    ///
    /// @param filter asked before a vector may enter the top
    public Hits search(float[] query, int k, IntPredicate filter) {
        throw new UnsupportedOperationException();
    }

    /// The approximate cosine of the question and the vector at a position.
    public float score(PreparedQuery query, int position) {
        throw new UnsupportedOperationException();
    }

    public PreparedQuery prepare(float[] query) {
        throw new UnsupportedOperationException();
    }

    /// Bytes of heap in use, about.
    public long bytes() {
        throw new UnsupportedOperationException();
    }

    /// Owners and approximate cosines, aligned, best first.
    public record Hits(int[] owners, float[] scores) {}

    /// A question, rotated and rounded once for many comparisons.
    public record PreparedQuery(Quantised codes) {}
}
