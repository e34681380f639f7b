package dev.mimo.words;

import java.util.Arrays;

/// The texts that hold one term, and how often each does.
///
/// One growing array, ordinals ascending. Most terms occur once in a text, so a count is there only when it is
/// more: as a negative number behind its ordinal.
final class PostingList {
    /// What one takes before its entries are counted: two objects' headers and fields.
    static final int FIXED_BYTES = 56;

    private final int hash;
    private int[] entries = new int[2];
    private int used;
    private int current;

    PostingList(int hash) {
        this.hash = hash;
    }

    int hash() {
        return hash;
    }

    /// How many of the texts are current.
    int current() {
        return current;
    }

    void changeCurrent(int by) {
        current += by;
    }

    /// @param ordinal greater than all before
    void append(int ordinal, int count) {
        if (used + 2 > entries.length) {
            entries = Arrays.copyOf(entries, entries.length + (entries.length >> 1) + 2);
        }
        entries[used++] = ordinal;
        if (count > 1) {
            entries[used++] = -count;
        }
    }

    /// How often the text has the term, 0 when it has not.
    int count(int ordinal) {
        int low = 0;
        int high = used - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (entries[middle] < 0) {
                middle--;
            }
            if (entries[middle] == ordinal) {
                return countAt(middle);
            }
            if (entries[middle] < ordinal) {
                low = middle + (countAt(middle) > 1 ? 2 : 1);
            } else {
                high = middle - 1;
            }
        }
        return 0;
    }

    private int countAt(int at) {
        return at + 1 < used && entries[at + 1] < 0 ? -entries[at + 1] : 1;
    }

    /// The ordinal at a place in the array, `Integer.MAX_VALUE` past the end.
    int ordinalAt(int place) {
        return place < used ? entries[place] : Integer.MAX_VALUE;
    }

    /// Adds what the term is worth to the score of each text from `place` on that lies in the window.
    ///
    /// @return the place of the first text past the window
    int addScores(int place, float idf, ScoreWindow window) {
        int at = place;
        int end = window.end();
        while (at < used && entries[at] < end) {
            int ordinal = entries[at++];
            int count = 1;
            if (at < used && entries[at] < 0) {
                count = -entries[at++];
            }
            window.add(ordinal, idf, count);
        }
        return at;
    }
}
