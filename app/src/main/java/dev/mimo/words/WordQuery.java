package dev.mimo.words;

import dev.mimo.words.TextAnalyzer.QueryTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A question's terms with their postings and what each is worth, looked up once for one search.
public final class WordQuery {
    private final List<TermWorth> terms = new ArrayList<>();
    private final int[] lengths;
    private final Bm25Statistics.Saturation own;
    private final Bm25Statistics.Saturation around;

    private record TermWorth(String word, PostingList postings, float idf, float idfAround) {}

    WordQuery(List<QueryTerm> asked, TermDictionary vocabulary, int[] lengths, Bm25Statistics statistics,
            double neighbors) {
        this.lengths = lengths;
        double texts = 1 + neighbors;
        Bm25Statistics windows = new Bm25Statistics(statistics.documents(), statistics.averageLength() * texts);
        own = statistics.saturation();
        around = windows.saturation();
        for (QueryTerm term : asked) {
            PostingList postings = vocabulary.find(term.hash());
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
        ScoreWindow window = new ScoreWindow(lengths, own);
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

    /// What the words of one text are worth, alone and together with its neighbors. Each of a question's hundreds of
    /// candidates is asked, so a term's postings are searched once for each text.
    ///
    /// @param previous the text's neighbors; negative stands for none
    public Worth worth(int previous, int ordinal, int next) {
        int length = lengths[ordinal];
        int lengthAround = length + (previous < 0 ? 0 : lengths[previous]) + (next < 0 ? 0 : lengths[next]);
        float alone = 0;
        float together = 0;
        List<String> matched = new ArrayList<>();
        for (TermWorth term : terms) {
            int count = term.postings.count(ordinal);
            if (count > 0) {
                alone += term.idf * own.of(count, length);
                if (!matched.contains(term.word)) {
                    matched.add(term.word);
                }
            }
            int countAround = count + count(term, previous) + count(term, next);
            if (countAround > 0) {
                together += term.idfAround * around.of(countAround, lengthAround);
            }
        }
        return new Worth(alone, together, List.copyOf(matched));
    }

    private static int count(TermWorth term, int ordinal) {
        return ordinal < 0 ? 0 : term.postings.count(ordinal);
    }

    /// What a text's words are worth.
    ///
    /// @param alone the same number as in `WordIndex.Hits`
    /// @param together of the text and its neighbors taken as one text
    /// @param matched the question's words that the text itself has, as the question writes them
    public record Worth(float alone, float together, List<String> matched) {}
}
