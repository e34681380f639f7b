package dev.mimo.index;

import dev.mimo.vector.FlatIndex;
import dev.mimo.vector.QuantizedVector;
import java.util.Arrays;
import java.util.List;

/// The vectors of each version: where they are in the flat index, one for each passage, one after the other.
final class PassageVectors {
    private final FlatIndex vectors;
    private int[] first = new int[16];
    private int[] count = new int[16];

    PassageVectors(FlatIndex vectors) {
        this.vectors = vectors;
    }

    FlatIndex vectors() {
        return vectors;
    }

    /// Adds the vectors of a version that has none yet. Later ones of the same version are left aside, as a version
    /// never changes its text; and so are those of another dimension, without which words still find it.
    void add(int ordinal, List<QuantizedVector> added) {
        if (ordinal >= first.length) {
            int capacity = VersionColumns.grown(first.length, ordinal + 1);
            first = Arrays.copyOf(first, capacity);
            count = Arrays.copyOf(count, capacity);
        }
        if (count[ordinal] == 0 && added.stream().allMatch(vectors::fits)) {
            first[ordinal] = vectors.size();
            added.forEach(vector -> vectors.add(ordinal, vector));
            count[ordinal] = added.size();
        }
    }

    /// The approximate cosine of the question and the version's best passage, NaN when it has none.
    double meaning(FlatIndex.PreparedQuery question, int ordinal) {
        double best = Double.NaN;
        for (int i = 0; i < count[ordinal]; i++) {
            double cosine = vectors.score(question, first[ordinal] + i);
            best = best >= cosine ? best : cosine;
        }
        return best;
    }

    long bytes() {
        return vectors.bytes() + 8L * first.length;
    }
}
