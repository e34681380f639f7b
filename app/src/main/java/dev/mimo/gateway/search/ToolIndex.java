package dev.mimo.gateway.search;

import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.FlatIndex;
import dev.mimo.vector.QuantizedVector;
import dev.mimo.vector.VectorQuantizer;
import dev.mimo.words.TextAnalyzer;
import dev.mimo.words.TextAnalyzer.QueryTerm;
import dev.mimo.words.WordIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Some tools, to be searched; never changed once it is filled.
///
/// The score is the mean of words, of names and of whole texts (BM25, over the best of this request or over half of
/// what its words are worth), and of the cosine of the nearest phrase; of words alone where there are no vectors.
/// `docs/skills.md` says what each was worth when it was chosen.
final class ToolIndex {
    private static final int CANDIDATES = 300;
    private static final double WORDS_SHARE = 0.5;
    private static final double WORDS_LEAST = 1e-9;

    private final List<ToolDefinition> tools;
    private final TextAnalyzer analyzer = new TextAnalyzer();
    private final WordIndex names = new WordIndex();
    private final WordIndex texts = new WordIndex();
    private final FlatIndex phrases;

    ToolIndex(List<ToolDefinition> tools, VectorQuantizer quantizer, DotKernels kernels) {
        this.tools = tools;
        this.phrases = new FlatIndex(quantizer, kernels);
        for (ToolDefinition tool : tools) {
            ToolText text = ToolText.of(tool);
            names.add(analyzer.analyze(text.name()), true);
            texts.add(analyzer.analyze(text.whole()), true);
        }
    }

    /// Only while it is filled.
    ///
    /// @param tool its place in the list
    void add(int tool, QuantizedVector phrase) {
        if (phrases.fits(phrase)) {
            phrases.add(tool, phrase);
        }
    }

    /// A tool that was found.
    ///
    /// @param score 0..1
    record ScoredTool(ToolDefinition tool, double score) {}

    /// The best, best first, equal ones in the order of the list; none that nothing speaks for.
    ///
    /// @param vector of the request; absent to search by words
    List<ScoredTool> search(String request, float @Nullable [] vector, int limit) {
        List<QueryTerm> terms = analyzer.analyzeQuery(request);
        Map<Integer, Double> scores = new HashMap<>();
        boolean meaning = vector != null && phrases.size() > 0;
        addWords(names, terms, meaning ? 0.25 : 0.5, scores);
        addWords(texts, terms, meaning ? 0.25 : 0.5, scores);
        if (vector != null && meaning) {
            addPhrases(vector, scores);
        }
        List<ScoredTool> found = new ArrayList<>();
        scores.entrySet().stream().filter(each -> each.getValue() > 0)
                .sorted(Comparator.comparingDouble((Map.Entry<Integer, Double> each) -> -each.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(limit)
                .forEach(each -> found.add(new ScoredTool(tools.get(each.getKey()), Math.min(1, each.getValue()))));
        return found;
    }

    private static void addWords(WordIndex index, List<QueryTerm> terms, double weight, Map<Integer, Double> scores) {
        if (terms.isEmpty()) {
            return;
        }
        WordIndex.Hits hits = index.search(index.prepare(terms, 0), CANDIDATES, _ -> true);
        double worth = terms.stream().mapToDouble(term -> index.idf(term.hash())).sum();
        double best = hits.scores().length == 0 ? 0 : hits.scores()[0];
        double full = Math.max(WORDS_LEAST, Math.max(best, WORDS_SHARE * worth));
        for (int i = 0; i < hits.ordinals().length; i++) {
            scores.merge(hits.ordinals()[i], weight * hits.scores()[i] / full, Double::sum);
        }
    }

    private void addPhrases(float[] vector, Map<Integer, Double> scores) {
        double length = 0;
        for (float each : vector) {
            length += each * each;
        }
        double scale = 0.5 * Math.sqrt(length);
        FlatIndex.Hits hits = phrases.search(vector, CANDIDATES, _ -> true);
        for (int i = 0; i < hits.owners().length; i++) {
            scores.merge(hits.owners()[i], scale * Math.max(0, hits.scores()[i]), Double::sum);
        }
    }
}
