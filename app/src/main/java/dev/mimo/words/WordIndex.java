package dev.mimo.words;

import dev.mimo.words.TextAnalyzer.QueryTerm;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// The words of many texts, to be searched by BM25. Texts are known by ordinals that count up from 0 as they are
/// added. Only current texts count in the statistics; the others stay to be found by a filter that asks for them.
///
/// Exact: every matching text is scored, a window of texts at a time, one term after another. Not safe for a search
/// during a change; the caller holds a read-write lock.
public final class WordIndex {
    private final TermDictionary vocabulary = new TermDictionary();
    private int[] lengths = new int[16];
    private int size;
    private int currentTexts;
    private long currentLength;
    private long postings;

    /// Adds the next text.
    ///
    /// @return its ordinal
    public int add(TermFrequencies terms, boolean current) {
        if (size == lengths.length) {
            lengths = Arrays.copyOf(lengths, size + (size >> 1));
        }
        int ordinal = size++;
        lengths[ordinal] = terms.length();
        for (int i = 0; i < terms.hashes().length; i++) {
            PostingList of = vocabulary.findOrAdd(terms.hashes()[i]);
            of.append(ordinal, terms.counts()[i]);
            of.changeCurrent(current ? 1 : 0);
        }
        postings += terms.hashes().length;
        if (current) {
            countText(terms, 1);
        }
        return ordinal;
    }

    /// Takes a text that was not current into the statistics, or one that was out of them.
    ///
    /// @param terms as they were added
    public void setCurrent(TermFrequencies terms, boolean current) {
        int by = current ? 1 : -1;
        for (int hash : terms.hashes()) {
            vocabulary.findOrAdd(hash).changeCurrent(by);
        }
        countText(terms, by);
    }

    private void countText(TermFrequencies terms, int by) {
        currentTexts += by;
        currentLength += (long) by * terms.length();
    }

    /// How many texts are current.
    public int currentTexts() {
        return currentTexts;
    }

    /// Looks the terms up, for one search; of use until the next change.
    ///
    /// @param neighbors how many neighbors a current text has on average, 0..2: sizes the statistics of a text
    ///     taken with its neighbors
    public WordQuery prepare(List<QueryTerm> terms, double neighbors) {
        Bm25Statistics own =
                new Bm25Statistics(currentTexts, Math.max(1, (double) currentLength / Math.max(1, currentTexts)));
        return new WordQuery(terms, vocabulary, lengths, own, neighbors);
    }

    /// The inverse document frequency of a term, greater than 0.
    public double idf(int hash) {
        PostingList found = vocabulary.find(hash);
        return new Bm25Statistics(currentTexts, 1).idf(found == null ? 0 : found.current());
    }

    /// The best `k` texts that pass the filter, best first, the older of equals first.
    ///
    /// @param k at least 1
    public Hits search(WordQuery query, int k, IntPredicate filter) {
        TopK top = new TopK(k);
        query.search(top, filter);
        return top.drain();
    }

    /// Bytes of heap in use, about.
    public long bytes() {
        // an entry is one number, seldom two, and arrays that grow by half are a fifth empty
        return vocabulary.bytes() + postings * 11 / 2 + 4L * lengths.length;
    }

    /// Ordinals and scores, aligned, best first.
    public record Hits(int[] ordinals, float[] scores) {}
}
