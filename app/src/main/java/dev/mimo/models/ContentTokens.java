package dev.mimo.models;

import dev.mimo.models.EmbeddingModel.Token;
import dev.mimo.models.WordPieceTokenizer.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The tokens of a text that say something, with their vectors: special ones, the prefix,
/// punctuation and unknown words are left out.
record ContentTokens(WordPieceTokenizer tokenizer, int dimension) {
    /// @param ids of all tokens, special ones included
    /// @param states one row per token, one after the other; not changed
    /// @param skipped how many to leave out before the text's own
    /// @param common what to take out of each unit vector
    List<Token> of(int[] ids, float[] states, int skipped, float[] common) {
        List<Token> tokens = new ArrayList<>();
        for (int i = skipped; i < ids.length - 1; i++) {
            Piece piece = tokenizer.piece(ids[i]);
            if (piece.isWord() && !tokenizer.isUnknown(ids[i])) {
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
