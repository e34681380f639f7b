package dev.mimo.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;

/// Text to terms: Unicode word segmentation, lower case, English possessives and stems. Safe for many threads.
///
/// Numbers stay, accents go (`café` and `cafe` are one term), Chinese and Japanese become single characters, and
/// a word of more than 255 characters is cut into such pieces.
public final class TextAnalyzer {
    /// Raised whenever the same text would give other terms; stored terms of another version are made anew.
    public static final int VERSION = 1;

    /// Idle segmenters kept for the next text. Not one per thread: virtual threads come and go by the thousand.
    private static final int IDLE_MAX = 16;

    private final ArrayBlockingQueue<WordSegmenter> idle = new ArrayBlockingQueue<>(IDLE_MAX);

    /// The terms of a text that is stored.
    public TermFrequencies analyze(String text) {
        WordSegmenter segmenter = borrow();
        segmenter.open(text);
        int[] hashes = new int[text.length() / 5 + 8];
        int length = 0;
        while (segmenter.next()) {
            if (length == hashes.length) {
                hashes = Arrays.copyOf(hashes, length * 2);
            }
            hashes[length++] = segmenter.stemHash();
        }
        giveBack(segmenter);
        return TermFrequencies.of(Arrays.copyOf(hashes, length));
    }

    /// The terms of a question, each once, in the order asked, without question words and auxiliaries; all of
    /// them when nothing else is left.
    public List<QueryTerm> analyzeQuery(String question) {
        List<QueryTerm> telling = new ArrayList<>();
        List<QueryTerm> asking = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        WordSegmenter segmenter = borrow();
        segmenter.open(question);
        while (segmenter.next()) {
            String written = segmenter.written();
            List<QueryTerm> kind = QuestionStopWords.contain(segmenter.word(), written) ? asking : telling;
            int hash = segmenter.stemHash();
            if (seen.add(hash)) {
                kind.add(new QueryTerm(written, hash));
            }
        }
        giveBack(segmenter);
        return List.copyOf(telling.isEmpty() ? asking : telling);
    }

    private WordSegmenter borrow() {
        WordSegmenter segmenter = idle.poll();
        return segmenter == null ? new WordSegmenter() : segmenter;
    }

    private void giveBack(WordSegmenter segmenter) {
        segmenter.close();
        // a full pool drops it, which is the bound
        boolean _ = idle.offer(segmenter);
    }

    /// @param word as the question has it, for explanations
    /// @param hash of its stem, as in `TermFrequencies`
    public record QueryTerm(String word, int hash) {}
}
