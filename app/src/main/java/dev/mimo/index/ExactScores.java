package dev.mimo.index;

import dev.mimo.index.NamespaceIndex.ExactVectors;
import dev.mimo.memory.Candidate;
import dev.mimo.vector.DotKernels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Settles cosines with full-precision vectors where it can change an answer: among the best by approximate cosine.
///
/// Rounding to bytes moves a cosine by some thousandths, so it swaps close neighbors in the ranking and never
/// lifts one from far below. The rest keep their approximate cosine, which is right to the same thousandths.
record ExactScores(float[] question, ExactVectors vectors, DotKernels kernels) {
    /// Several times the memories that an answer usually holds, and about 50 KiB to read from the store.
    static final int MAX = 32;

    List<Candidate> settle(List<Candidate> candidates) {
        int[] best = IntStream.range(0, candidates.size()).boxed()
                .filter(place -> !Double.isNaN(candidates.get(place).meaning()))
                .sorted(Comparator.comparingDouble((Integer place) -> -candidates.get(place).meaning()))
                .limit(MAX).mapToInt(Integer::intValue).toArray();
        if (best.length == 0) {
            return candidates;
        }
        long[] rows = IntStream.of(best).mapToLong(place -> candidates.get(place).row()).toArray();
        List<List<float[]>> read = vectors.read(rows);
        List<Candidate> settled = new ArrayList<>(candidates);
        for (int i = 0; i < best.length; i++) {
            // a row may be gone since; its approximate cosine stands
            if (!read.get(i).isEmpty()) {
                settled.set(best[i], candidates.get(best[i]).withMeaning(best(question, read.get(i), kernels)));
            }
        }
        return settled;
    }

    /// The cosine of the best passage, -1 to 1.
    ///
    /// @param passages at least one
    static double best(float[] question, List<float[]> passages, DotKernels kernels) {
        double best = Double.NEGATIVE_INFINITY;
        for (float[] passage : passages) {
            best = Math.max(best, kernels.dot(question, 0, passage, 0, question.length));
        }
        return Math.clamp(best, -1, 1);
    }
}
