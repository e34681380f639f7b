package dev.mimo.bench;

import dev.mimo.memory.PassageEmbedder;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.models.EmbeddingModel.Embedding;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.TokenVectors;
import dev.mimo.vector.VectorQuantizer;
import java.util.List;
import java.util.Random;

/// Vectors as cheap as random ones and placed as real ones are: around those of a few hundred texts that the model
/// did embed, whose token vectors are used again and again. Embedding a million texts would take hours.
final class SyntheticVectors {
    /// Length of the noise beside a centre's 1: two vectors of one centre have a cosine of about 0.9.
    private static final double NOISE = 0.35;

    private final List<Embedding> centres;
    private final List<byte[]> tokens;
    private final Random random;

    SyntheticVectors(EmbeddingModel model, List<String> texts, long seed) {
        TokenVectors packing = new TokenVectors(new VectorQuantizer(model.dimension()), DotKernels.best());
        centres = texts.stream().map(model::passage).toList();
        tokens = centres.stream().map(centre -> new PassageEmbedder(packing).packed(centre.tokens())).toList();
        random = new Random(seed);
    }

    /// A unit vector near a centre, and the token vectors of that centre.
    record Made(float[] vector, byte[] tokens) {}

    Made next() {
        int centre = random.nextInt(centres.size());
        float[] vector = centres.get(centre).vector().clone();
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] += (float) (random.nextGaussian() * NOISE / Math.sqrt(vector.length));
            sum += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return new Made(vector, tokens.get(centre));
    }
}
