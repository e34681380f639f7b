package dev.mimo.models;

import java.util.List;

/// Turns text into vectors. Safe for use by many threads at once; each call embeds one text, so that the same
/// text always has the same vector.
public interface EmbeddingModel extends AutoCloseable {
    /// Names the weights and the way they are used; vectors of different ids are never compared.
    String id();

    int dimension();

    /// The most tokens one passage may have, prefix included; longer text is to be split first.
    int tokensMax();

    /// A question's vector.
    Embedding query(String text);

    /// A stored passage's vector; text past `tokensMax` is ignored.
    Embedding passage(String text);

    /// The text cut into overlapping passages that each fit the model; one element when all of it fits.
    List<String> passages(String text);

    @Override void close();

    /// One text's vectors.
    ///
    /// @param vector of unit length
    /// @param tokens the ids of the tokens, special ones and the prefix included
    /// @param tokenVectors one vector per token, each of unit length, one after the other
    record Embedding(float[] vector, int[] tokens, float[] tokenVectors) {}
}
