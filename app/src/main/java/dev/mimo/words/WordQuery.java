package dev.mimo.words;

import dev.mimo.words.Analyzer.QueryTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A question's terms with their postings and what each is worth, looked up once for one search.
public final class WordQuery {
    private final List<TermWorth> terms = new ArrayList<>();
    private final int[] lengths;
    private final Bm25.Saturation own;
    private final Bm25.Saturation around;

    private record TermWorth(String word, Postings postings, float idf, float idfAround) {}

    WordQuery(List<QueryTerm> asked, Vocabulary vocabulary, int[] lengths, Bm25 statistics, double neighbours) {
        this.lengths = lengths;
        double texts = 1 + neighbours;
        Bm25 windows = new Bm25(statistics.documents(), statistics.averageLength() * texts);
        own = statistics.saturation();
        around = windows.saturation();
        for (QueryTerm term : asked) {
            Postings postings = vocabulary.find(term.hash());
            if (postings != null) {
                terms.add(new TermWorth(term.word(), postings, (float) statistics.idf(postings.current()),
                        (float) windows.idf(holding(postings.current(), statistics.documents(), texts))));
            }
        }
    }

    /// How many windows of so many texts hold a term that `holding` texts hold: as many as if the texts were
    /// spread by chance. To count them would mean to keep a second index.
    private static double holding(double holding, double documents, double texts) {
        return documents == 0 ? 0 : documents * (1 - Math.pow(1 - holding / documents, texts));
    }

    void search(TopK top, IntPredicate filter) {
        Window window = new Window(lengths, own);
        int[] places = new int[terms.size()];
        for (int next = firstOrdinal(places); next < Integer.MAX_VALUE; next = firstOrdinal(places)) {
            window.moveTo(next);
            for (int i = 0; i < places.length; i++) {
                TermWorth term = terms.get(i);
                places[i] = term.postings.addScores(places[i], term.idf, window);
            }
            window.offerTo(top, filter);
        }
    }

    private int firstOrdinal(int[] places) {
        int first = Integer.MAX_VALUE;
        for (int i = 0; i < places.length; i++) {
            first = Math.min(first, terms.get(i).postings.ordinalAt(places[i]));
        }
        return first;
    }

    /// What the words of one text are worth; the same number as in `WordIndex.Hits`.
    public float score(int ordinal) {
        float score = 0;
        for (TermWorth term : terms) {
            int count = term.postings.count(ordinal);
            if (count > 0) {
                score += term.idf * own.of(count, lengths[ordinal]);
            }
        }
        return score;
    }

    /// What the words of several texts are worth, taken as one text.
    ///
    /// @param ordinals the text and its neighbours; -1 stands for none
    public float scoreTogether(int... ordinals) {
        int length = 0;
        for (int ordinal : ordinals) {
            length += ordinal < 0 ? 0 : lengths[ordinal];
        }
        float score = 0;
        for (TermWorth term : terms) {
            int count = 0;
            for (int ordinal : ordinals) {
                count += ordinal < 0 ? 0 : term.postings.count(ordinal);
            }
            if (count > 0) {
                score += term.idfAround * around.of(count, length);
            }
        }
        return score;
    }

    /// The question's words that the text has, as the question writes them.
    public List<String> matched(int ordinal) {
        List<String> matched = new ArrayList<>();
        for (TermWorth term : terms) {
            if (term.postings.count(ordinal) > 0) {
                matched.add(term.word);
            }
        }
        return List.copyOf(matched);
    }
}
