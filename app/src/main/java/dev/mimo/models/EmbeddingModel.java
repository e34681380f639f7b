package dev.mimo.models;

import java.util.List;

/// Turns text into vectors. Safe for use by many threads at once; each call embeds one text, so that the same
/// text always has the same vector.
public interface EmbeddingModel extends AutoCloseable {
    /// Names the weights and the way they are used; vectors of different ids are never compared.
    String id();

    int dimension();

    /// A question's vector; goes before waiting passages.
    Embedding query(String text);

    /// A stored passage's vector. A text too long for the model is cut off: it is to be split by `passages` first.
    Embedding passage(String text);

    /// Whether the model can read the text: one of which it knows little has a vector that is near to everything, and
    /// is better left to words.
    default boolean reads(String text) {
        return true;
    }

    /// How many passages are best embedded together: more than one where a call's way is longer than its work.
    default int batchMax() {
        return 1;
    }

    /// Several passages' vectors, in their order: at most `batchMax`.
    default List<Embedding> passageBatch(List<String> texts) {
        return texts.stream().map(this::passage).toList();
    }

    /// Within what bounds its cosines lie.
    default CosineRange cosines() {
        return CosineRange.USUAL;
    }

    /// The text cut into overlapping passages small enough to be found by a detail (see `PassageCutter`); the text
    /// itself when it is short. At most 512: what comes after those has no vector. Passages that the model cannot read
    /// are left out.
    List<String> passages(String text);

    @Override
    void close();

    /// One text's vectors; arrays are shared and not to be changed.
    ///
    /// @param vector of unit length
    /// @param tokens the text's own tokens in order: special ones, the prefix and punctuation left out
    record Embedding(float[] vector, List<Token> tokens) {}

    /// A word or a part of one, in its context.
    ///
    /// @param text as the model's vocabulary has it
    /// @param continues whether it continues the token before it
    /// @param vector of unit length, what all tokens have in common taken out
    record Token(String text, boolean continues, float[] vector) {}
}
