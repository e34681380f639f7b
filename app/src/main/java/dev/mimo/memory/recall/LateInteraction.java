package dev.mimo.memory.recall;

import dev.mimo.memory.Candidate;
import dev.mimo.memory.MemoryStore;
import dev.mimo.models.EmbeddingModel.Embedding;
import dev.mimo.models.EmbeddingModel.Token;
import dev.mimo.terms.Namespace;
import dev.mimo.vector.TokenVectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares a question with a text token by token (late interaction, Khattab and Zaharia 2020): for each token of the
/// question the most similar token of the text, averaged with rare words weighing more.
public final class LateInteraction {
    /// What a word of the turn before or after is worth.
    private static final float NEIGHBOUR = 0.8f;

    private final MemoryStore store;
    private final TokenVectors tokenVectors;

    public LateInteraction(MemoryStore store, TokenVectors tokenVectors) {
        this.store = store;
        this.tokenVectors = tokenVectors;
    }

    /// The weighted mean of best cosines of each of the best, by row; NaN for one whose tokens are not stored. A turn
    /// is read with its neighbours, as far as they are among the best: what they say counts a little less.
    Map<Long, Double> compare(Namespace namespace, Embedding question, String modelId, Compared compared) {
        if (question.tokens().isEmpty()) {
            return Map.of();
        }
        double[] weights = weights(namespace, question.tokens());
        TokenVectors.Question prepared =
                tokenVectors.prepare(question.tokens().stream().map(Token::vector).toList());
        List<Candidate> best = compared.best();
        List<byte[]> stored = store.tokenVectors(namespace, best, modelId);
        Map<Long, float[]> cosines = new HashMap<>();
        for (int i = 0; i < best.size(); i++) {
            if (stored.get(i).length > 0) {
                cosines.put(best.get(i).row(), tokenVectors.maxSim(prepared, stored.get(i)));
            }
        }
        Map<Long, Double> byRow = new HashMap<>();
        for (Candidate each : best) {
            float[] own = cosines.get(each.row());
            byRow.put(each.row(), own == null ? Double.NaN : mean(compared.around(each, own, cosines), weights));
        }
        return byRow;
    }

    /// What is compared with a question.
    ///
    /// @param candidates all that were found
    /// @param best those of them that are compared
    record Compared(List<Candidate> candidates, List<Candidate> best) {
        /// For each token of the question, the best of the turn and its neighbours.
        private float[] around(Candidate turn, float[] own, Map<Long, float[]> cosines) {
            float[] around = own.clone();
            for (int neighbour : new int[]{turn.previous(), turn.next()}) {
                float[] theirs = neighbour < 0 ? null : cosines.get(candidates.get(neighbour).row());
                for (int i = 0; theirs != null && i < around.length; i++) {
                    around[i] = Math.max(around[i], NEIGHBOUR * theirs[i]);
                }
            }
            return around;
        }
    }

    /// A token counts as much as its whole word is rare in the namespace.
    private double[] weights(Namespace namespace, List<Token> tokens) {
        List<String> words = new ArrayList<>();
        int[] wordOf = new int[tokens.size()];
        for (int i = 0; i < wordOf.length; i++) {
            Token token = tokens.get(i);
            if (token.continues() && !words.isEmpty()) {
                words.set(words.size() - 1, words.getLast() + token.text());
            } else {
                words.add(token.text());
            }
            wordOf[i] = words.size() - 1;
        }
        double[] rarity = store.rarity(namespace, words);
        double[] weights = new double[tokens.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = rarity[wordOf[i]];
        }
        return weights;
    }

    private static double mean(float[] best, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < best.length; i++) {
            sum += weights[i] * best[i];
            total += weights[i];
        }
        return total == 0 ? 0 : sum / total;
    }
}
