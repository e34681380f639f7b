package dev.mimo.gateway.search;

import dev.mimo.models.EmbeddingModel.Embedding;
import dev.mimo.models.EmbeddingModel.Token;
import dev.mimo.words.QuestionStopWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The meaning of phrases: means of the vectors that a model has for the tokens of a text in their context, where small
/// words, and those by which somebody asks for something, count little. A description often lists several things that a
/// tool does, and a request is about one of them, so each few tokens are a vector of their own. (Pooling parts of a
/// text that was embedded as a whole is called late chunking: Günther et al. 2024.)
final class PhraseVectors {
    private static final int TOKENS = 8;
    private static final int STEP = 4;
    private static final float SMALL = 0.15f;
    private static final Set<String> ASKING = Stream
            .of("please help want need like looking look find show tell give get let know make using use want some any"
                    .split(" "))
            .collect(Collectors.toUnmodifiableSet());

    private PhraseVectors() {}

    /// Of each few tokens, overlapping; the text's own vector where the model tells no tokens.
    static List<float[]> of(Embedding text) {
        List<Token> tokens = text.tokens();
        List<float[]> phrases = new ArrayList<>();
        for (int from = 0; from < Math.max(1, tokens.size() - TOKENS + STEP); from += STEP) {
            phrases.add(mean(text, tokens.subList(from, Math.min(tokens.size(), from + TOKENS))));
        }
        return phrases;
    }

    /// Of the text as one phrase.
    static float[] whole(Embedding text) {
        return mean(text, text.tokens());
    }

    /// @return of unit length
    private static float[] mean(Embedding text, List<Token> tokens) {
        float[] sum = new float[text.vector().length];
        for (Token token : tokens) {
            add(sum, token.vector(), isSmall(token) ? SMALL : 1);
        }
        double squares = 0;
        for (float each : sum) {
            squares += each * each;
        }
        if (!(squares > 1e-12)) {
            return text.vector();
        }
        float toUnit = (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < sum.length; i++) {
            sum[i] *= toUnit;
        }
        return sum;
    }

    static void add(float[] sum, float[] vector, float weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * vector[i];
        }
    }

    private static boolean isSmall(Token token) {
        return !token.continues()
                && (ASKING.contains(token.text()) || QuestionStopWords.contain(token.text(), token.text()));
    }
}
