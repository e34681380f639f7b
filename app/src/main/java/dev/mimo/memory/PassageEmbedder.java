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

    Embedded embed(EmbeddingModel model, Pending pending) {
        List<float[]> passages = new ArrayList<>();
        List<Token> tokens = new ArrayList<>();
        for (String passage : model.passages(SearchText.meaning(pending.details()))) {
            Embedding embedding = model.passage(passage);
            passages.add(embedding.vector());
            tokens.addAll(embedding.tokens());
        }
        return new Embedded(pending, passages, packed(tokens));
    }

    /// The stored form of a text's tokens.
    public byte[] packed(List<Token> tokens) {
        List<Token> kept = tokens.size() > TOKENS_MAX ? tokens.subList(0, TOKENS_MAX) : tokens;
        return tokenVectors.pack(kept.stream().map(Token::vector).toList());
    }
}
