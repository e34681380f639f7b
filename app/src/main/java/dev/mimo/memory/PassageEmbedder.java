package dev.mimo.memory;

import dev.mimo.memory.EmbeddingBacklog.Embedded;
import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.models.EmbeddingModel.Embedding;
import dev.mimo.models.EmbeddingModel.Token;
import dev.mimo.vector.TokenVectors;
import java.util.ArrayList;
import java.util.List;

/// Makes a memory's vectors: one for each passage that fits the model, and those of its tokens.
public final class PassageEmbedder {
    /// A long text's later tokens add much space and little worth.
    private static final int TOKENS_MAX = 1024;

    private final TokenVectors tokenVectors;

    public PassageEmbedder(TokenVectors tokenVectors) {
        this.tokenVectors = tokenVectors;
    }

    Job begin(EmbeddingModel model, Pending pending) {
        return new Job(model, pending);
    }

    /// The stored form of a text's tokens.
    public byte[] packed(List<Token> tokens) {
        return tokenVectors.pack(tokens.stream().limit(TOKENS_MAX).map(Token::vector).toList());
    }

    /// A text that is being embedded, by one thread at a time.
    final class Job {
        private final EmbeddingModel model;
        private final Pending of;
        private final List<String> passages;
        private final List<float[]> vectors = new ArrayList<>();
        private final List<Token> tokens = new ArrayList<>();

        private Job(EmbeddingModel model, Pending of) {
            this.model = model;
            this.of = of;
            this.passages = model.passages(SearchText.meaning(of.details()));
        }

        EmbeddingModel model() {
            return model;
        }

        Pending of() {
            return of;
        }

        int passages() {
            return passages.size();
        }

        /// Embeds the next passage.
        ///
        /// @return whether that was the last
        boolean embedNext() {
            Embedding embedding = model.passage(passages.get(vectors.size()));
            vectors.add(embedding.vector());
            embedding.tokens().stream().limit(TOKENS_MAX - tokens.size()).forEach(tokens::add);
            return vectors.size() == passages.size();
        }

        Embedded embedded() {
            return new Embedded(of, vectors, packed(tokens));
        }
    }
}
