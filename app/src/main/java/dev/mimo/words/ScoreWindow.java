package dev.mimo.words;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// The scores of a stretch of texts while their terms are added up, small enough to stay in the fast cache.
final class ScoreWindow {
    /// 16 KiB of scores, and as much of lengths.
    static final int SIZE = 4096;

    private final int[] lengths;
    private final Bm25Statistics.Saturation saturation;
    private final float[] scores = new float[SIZE];
    private int begin;

    ScoreWindow(int[] lengths, Bm25Statistics.Saturation saturation) {
        this.lengths = lengths;
        this.saturation = saturation;
    }

    /// Moves to the stretch that holds the ordinal; all scores are 0.
    void moveTo(int ordinal) {
        begin = ordinal & -SIZE;
        Arrays.fill(scores, 0);
    }

    int end() {
        return begin + SIZE;
    }

    void add(int ordinal, float idf, int count) {
        scores[ordinal - begin] += idf * saturation.of(count, lengths[ordinal]);
    }

    /// Offers what matched and passes the filter; the filter is asked only for what would enter.
    void offerTo(TopK top, IntPredicate filter) {
        for (int i = 0; i < SIZE; i++) {
            if (scores[i] > top.threshold() && filter.test(begin + i)) {
                top.offer(begin + i, scores[i]);
            }
        }
    }
}
