package dev.mimo.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;

/// Text to terms: words in lower case, without accents and English possessives, stemmed. Safe for many threads.
///
/// A question and a text are cut alike. Words that punctuation, case or digits glue together are terms as a whole and
/// by their parts (`GluedWordTerms`); numbers by what they mean (`NumberTerms`); scripts without spaces by pairs of
/// characters (`UnspacedTerms`); and some languages' words with and without what inflects them (`WordForms`).
public final class TextAnalyzer {
    /// Raised whenever the same text would give other terms; stored terms of another version are made anew.
    public static final int VERSION = 2;

    /// Idle cutters kept for the next text. Not one per thread: virtual threads come and go by the thousand.
    private static final int IDLE_MAX = 16;

    private final ArrayBlockingQueue<GluedWordTerms> idle = new ArrayBlockingQueue<>(IDLE_MAX);

    /// The terms of a text that is stored.
    public TermFrequencies analyze(String text) {
        String searchable = SearchableText.of(text);
        HashList hashes = new HashList(searchable.length() / 5 + 8);
        cut(searchable, (hash, _, _, _) -> hashes.add(hash));
        return TermFrequencies.of(hashes.toArray());
    }

    /// The terms of a question, each once, in the order asked, without question words and auxiliaries; all of
    /// them when nothing else is left.
    public List<QueryTerm> analyzeQuery(String question) {
        String searchable = SearchableText.of(question);
        List<QueryTerm> telling = new ArrayList<>();
        List<QueryTerm> asking = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        cut(searchable, (hash, plain, from, to) -> {
            String written = searchable.substring(from, to);
            List<QueryTerm> kind = QuestionStopWords.contain(plain, written) ? asking : telling;
            if (seen.add(hash)) {
                kind.add(new QueryTerm(written, hash));
            }
        });
        return List.copyOf(telling.isEmpty() ? asking : telling);
    }

    private void cut(String searchable, TermSink sink) {
        GluedWordTerms idler = idle.poll();
        GluedWordTerms cutter = idler == null ? new GluedWordTerms() : idler;
        cutter.cut(searchable, sink);
        // a full pool drops it, which is the bound
        boolean _ = idle.offer(cutter);
    }

    /// @param word as the question has it, for explanations
    /// @param hash of its stem, as in `TermFrequencies`
    public record QueryTerm(String word, int hash) {}

    /// A growing list of hashes.
    private static final class HashList {
        private int[] hashes;
        private int size;

        HashList(int capacity) {
            hashes = new int[capacity];
        }

        void add(int hash) {
            if (size == hashes.length) {
                hashes = Arrays.copyOf(hashes, size * 2);
            }
            hashes[size++] = hash;
        }

        int[] toArray() {
            return Arrays.copyOf(hashes, size);
        }
    }
}
