package dev.mimo.models;

import dev.mimo.models.EmbeddingModel.Token;
import dev.mimo.models.TextTokenizer.Encoded;
import dev.mimo.models.TextTokenizer.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The tokens of a text that say something, with their vectors: special ones, the prefix, punctuation and unknown words
/// are left out.
record ContentTokens(int dimension) {
    /// @param states one row per token, one after the other; not changed
    /// @param common what to take out of each unit vector
    List<Token> of(Encoded encoded, float[] states, float[] common) {
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < encoded.ids().length; i++) {
            Piece piece = encoded.pieces().get(i);
            if (piece.isWord()) {
                float[] vector = Arrays.copyOfRange(states, i * dimension, (i + 1) * dimension);
                PoolingMode.normalize(vector);
                for (int j = 0; j < dimension; j++) {
                    vector[j] -= common[j];
                }
                PoolingMode.normalize(vector);
                tokens.add(new Token(piece.text(), piece.continues(), vector));
            }
        }
        return tokens;
    }
}
